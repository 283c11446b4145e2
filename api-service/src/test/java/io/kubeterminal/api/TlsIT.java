package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.gateway.Browser;
import io.kubeterminal.api.gateway.FakeInside;
import io.kubeterminal.api.gateway.Frame;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.api.view.ViewFeed;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service with a certificate of its own, from two PEM files. */
@KafkaTest
class TlsIT {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;

  @Test
  void cookiesAreSecureAndShellsAreOpenedFromTheSecurePageOnly(KafkaFixture kafka)
      throws Exception {
    KeyStore made = certificate();
    SSLContext trust = trusting(made);
    try (RunningApi api =
            RunningApi.start(
                kafka,
                folder,
                "--server.ssl.certificate=" + folder.resolve("tls.crt"),
                "--server.ssl.certificate-private-key=" + folder.resolve("tls.key"));
        HttpClient http = HttpClient.newBuilder().sslContext(trust).build();
        FakeInside inside = new FakeInside(FakeInside.ECHO)) {
      String origin = "https://127.0.0.1:" + api.port();
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> send(http, get(origin, "/actuator/health/readiness")).statusCode() == 200);
      HttpResponse<String> page = send(http, get(origin, "/"));
      assertThat(page.headers().firstValue("Strict-Transport-Security"))
          .hasValueSatisfying(value -> assertThat(value).contains("max-age="));

      HttpResponse<String> signedIn =
          send(
              http,
              HttpRequest.newBuilder(URI.create(origin + "/api/v1/sign-in"))
                  .header("Content-Type", "application/json")
                  .POST(BodyPublishers.ofString("{\"key\":\"" + RunningApi.KEY + "\"}")));
      String session = cookie(signedIn);
      assertThat(session).contains("Secure", "HttpOnly", "SameSite=Strict");

      UUID id = UUID.randomUUID();
      TerminalRow row = ViewFeed.ready(id);
      row.setEndpoint(new Endpoint("127.0.0.1", inside.port()));
      new ViewFeed(api.bean(TerminalView.class)).row(row);
      String shell = "/api/v1/terminals/" + id + "/shell";
      assertThat(send(http, ticket(origin, id, session, origin)).statusCode()).isEqualTo(204);
      // The same host and port without TLS is another origin.
      String plain = origin.replace("https:", "http:");
      assertThat(send(http, ticket(origin, id, session, plain)).statusCode()).isEqualTo(403);

      try (Browser refused =
          browser(trust, api, shell, session, ticketOf(http, origin, id, session), plain)) {
        assertThat(refused.status()).isEqualTo(403);
      }
      String ticket = ticketOf(http, origin, id, session);
      assertThat(ticket).contains("Secure", "HttpOnly", "SameSite=Strict");
      try (Browser browser = browser(trust, api, shell, session, ticket, origin)) {
        assertThat(browser.status()).isEqualTo(101);
        browser.send(Frame.text(RunningShells.GREETING));
        browser.send(Frame.binary("0hello"));
        assertThat(browser.next().words()).isEqualTo("0hello");
      }
    }
  }

  private static Browser browser(
      SSLContext trust, RunningApi api, String path, String session, String ticket, String origin)
      throws Exception {
    Map<String, String> headers =
        Browser.headers(origin, session.split(";")[0] + "; " + ticket.split(";")[0]);
    headers.put("Authorization", null);
    return Browser.ask(
        trust.getSocketFactory().createSocket("127.0.0.1", api.port()), path, headers);
  }

  private static String ticketOf(HttpClient http, String origin, UUID id, String session)
      throws Exception {
    return cookie(send(http, ticket(origin, id, session, origin)));
  }

  private static HttpRequest.Builder ticket(
      String service, UUID id, String session, String origin) {
    return HttpRequest.newBuilder(URI.create(service + "/api/v1/terminals/" + id + "/tickets"))
        .header("Cookie", session.split(";")[0])
        .header("Origin", origin)
        .POST(BodyPublishers.noBody());
  }

  private static String cookie(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(204);
    return answer.headers().firstValue("Set-Cookie").orElseThrow();
  }

  private static HttpRequest.Builder get(String origin, String path) {
    return HttpRequest.newBuilder(URI.create(origin + path)).GET();
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request)
      throws Exception {
    return http.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
  }

  private static KeyStore certificate() throws Exception {
    Path store = folder.resolve("tls.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "tls",
                "-keyalg",
                "EC",
                "-validity",
                "2",
                "-dname",
                "CN=127.0.0.1",
                "-ext",
                "san=ip:127.0.0.1,dns:localhost",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore made = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      made.load(in, PASSWORD);
    }
    write("tls.crt", "CERTIFICATE", made.getCertificate("tls").getEncoded());
    write("tls.key", "PRIVATE KEY", made.getKey("tls", PASSWORD).getEncoded());
    return made;
  }

  private static void write(String file, String what, byte[] der) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        folder.resolve(file),
        "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(what, text, what));
  }

  private static SSLContext trusting(KeyStore made) throws Exception {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("tls", made.getCertificate("tls"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
