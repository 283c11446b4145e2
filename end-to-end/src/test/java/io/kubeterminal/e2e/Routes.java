package io.kubeterminal.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The routes of the API as its own document lists them; that the document is complete is tested
 * where the API is.
 */
final class Routes {

  /**
   * One route.
   *
   * @param path with {@code {id}} where a terminal's id belongs
   */
  record Route(String method, String path) {

    boolean isOfOneTerminal() {
      return path.contains("{id}");
    }

    boolean isWebSocket() {
      return path.endsWith("/shell");
    }

    String with(String terminalId) {
      return path.replace("{id}", terminalId);
    }

    /** Something that this route would take from the owner. */
    String body() {
      return switch (method) {
        case "PUT" -> "{\"token\":\"a-token-of-somebody-else\"}";
        case "POST" -> path.endsWith("/terminals") ? "{\"user\":\"x\"}" : "";
        default -> "";
      };
    }
  }

  private static final Path DOCUMENT =
      Path.of(
          System.getProperty("kube-terminal.root"),
          "api-service/src/main/resources/api-service/openapi.yaml");
  private static final Pattern PATH = Pattern.compile("  (/\\S+):");
  private static final Pattern METHOD = Pattern.compile("    (get|post|put|delete|patch):");

  private Routes() {}

  static List<Route> all() throws IOException {
    List<Route> routes = new ArrayList<>();
    String path = "";
    for (String line : Files.readAllLines(DOCUMENT)) {
      Matcher itsPath = PATH.matcher(line);
      Matcher itsMethod = METHOD.matcher(line);
      if (itsPath.matches()) {
        path = itsPath.group(1);
      } else if (itsMethod.matches()) {
        routes.add(new Route(itsMethod.group(1).toUpperCase(Locale.ROOT), path));
      }
    }
    return routes;
  }

  static List<Route> ofOneTerminal() throws IOException {
    return all().stream().filter(Route::isOfOneTerminal).toList();
  }
}
