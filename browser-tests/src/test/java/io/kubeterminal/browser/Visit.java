package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * One person's browser on the page, watched for what must never happen: an error in the console, a
 * report of the Content-Security-Policy, a request to another origin.
 */
final class Visit implements AutoCloseable {

  /** Chromium shows some violations nowhere but in this event. */
  private static final String REPORT_VIOLATIONS =
      """
      addEventListener('securitypolicyviolation', event =>
        console.error('CSP: ' + event.violatedDirective + ' ' + event.blockedURI));
      """;

  private final String origin;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();

  Visit(String origin, BrowserContext context) {
    this.origin = origin;
    this.context = context;
    context.addInitScript(REPORT_VIOLATIONS);
    context.onRequest(request -> checkAddress(request.url()));
    context.onConsoleMessage(
        message -> {
          if (message.type().equals("error")) {
            complaints.add("console: " + message.text());
          }
        });
    context.onWebError(error -> complaints.add("uncaught: " + error.error()));
    page = context.newPage();
    page.onWebSocket(socket -> checkAddress(socket.url().replaceFirst("^ws", "http")));
  }

  private static String name() {
    return StackWalker.getInstance()
        .walk(
            frames ->
                frames
                    .filter(frame -> frame.getClassName().matches(".*(IT|E2E)"))
                    .findFirst()
                    .map(frame -> frame.getClassName() + "-" + frame.getMethodName())
                    .orElse("visit"));
  }

  private void checkAddress(String url) {
    if (!url.startsWith(origin + "/") && !url.startsWith("data:") && !url.startsWith("blob:")) {
      complaints.add("request to another origin: " + url);
    }
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  /** Forgets complaints of a kind that the test itself has caused. */
  void forgive(Predicate<String> expected) {
    complaints.removeIf(expected);
  }

  void assertNothingToComplainOf() {
    assertThat(complaints).isEmpty();
  }

  /** Leaves a picture of the last moment, for whoever wonders why a test failed. */
  @Override
  public void close() {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "last", name() + ".png")));
    context.close();
  }
}
