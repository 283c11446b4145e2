package io.kubeterminal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate of 127.0.0.1 that signs itself, made by the JDK's keytool.
 *
 * @param keyStore it and its key (PKCS12)
 * @param authority what clients trust, as PEM
 * @param trustStore the same as a store that Java can be told to trust (PKCS12)
 * @param password of both stores
 */
record LoopbackCertificate(Path keyStore, Path authority, Path trustStore, String password) {

  static LoopbackCertificate make(Path folder) throws IOException, InterruptedException {
    LoopbackCertificate made =
        new LoopbackCertificate(
            folder.resolve("tls.p12"),
            folder.resolve("ca.crt"),
            folder.resolve("trust.p12"),
            UUID.randomUUID().toString());
    made.keytool(
        made.keyStore,
        "-genkeypair -alias tls -keyalg EC -validity 2 -dname CN=kafka -ext san=ip:127.0.0.1");
    made.keytool(made.keyStore, "-exportcert -rfc -alias tls -file " + made.authority);
    made.keytool(made.trustStore, "-importcert -noprompt -alias tls -file " + made.authority);
    return made;
  }

  /** What a server of this name takes. */
  SSLContext tls() throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    char[] secret = password.toCharArray();
    keys.init(KeyStore.getInstance(keyStore.toFile(), secret), secret);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private void keytool(Path store, String arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments.split(" ")));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString()));
    command.addAll(List.of("-storepass", password));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(keytool.getInputStream().readAllBytes(), UTF_8);
    assertThat(keytool.waitFor()).as(printed).isZero();
  }
}
