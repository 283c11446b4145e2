package io.kubeterminal.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.embedded.EmbeddedKafka;
import io.kubeterminal.embedded.EmbeddedRegistry;
import io.kubeterminal.embedded.Login;
import io.kubeterminal.testing.Interruption;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.AclCommand;
import org.apache.kafka.tools.TopicCommand;

/**
 * A real Kafka that speaks SASL over TLS only and denies everybody but its administrator what no
 * ACL allows; and a registry behind TLS and a login.
 */
final class GuardedKafka implements AutoCloseable {

  static final String REGISTRY_USER = "services";

  private static final String ADMIN = "admin";
  private static final int SCRAM_ITERATIONS = 4_096;
  private static final String PLAIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required";
  private static final String SCRAM =
      "org.apache.kafka.common.security.scram.ScramLoginModule required";

  /** One of Kafka's tools would have ended its process here. */
  private static final class ToolEnded extends RuntimeException {
    private ToolEnded(int status) {
      super("status " + status, null, false, false);
    }
  }

  private final Map<String, String> passwords = new HashMap<>();
  private final Login registryLogin = new Login(REGISTRY_USER, UUID.randomUUID().toString());
  private final Path folder;
  private final LoopbackCertificate certificate;
  private final EmbeddedKafka kafka;
  private final EmbeddedRegistry registry;
  private final Interruption registryTls;
  private final Admin admin;

  private GuardedKafka(Path folder) throws Exception {
    this.folder = folder;
    passwords.put(ADMIN, UUID.randomUUID().toString());
    certificate = LoopbackCertificate.make(folder);
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), guard());
    Map<String, Object> settings = kafkaSettings("PLAIN", login(PLAIN, ADMIN));
    registry = EmbeddedRegistry.start(settings, 0, registryLogin);
    registryTls =
        new Interruption(URI.create(registry.url()), certificate.tls().getServerSocketFactory());
    admin = Admin.create(settings);
  }

  /**
   * @param folder empty; certificates and data are kept there
   */
  static GuardedKafka start(Path folder) throws Exception {
    return new GuardedKafka(folder);
  }

  String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** By TLS, as the services take it; the tests' own clients go straight to it. */
  String registryUrl() {
    return "https://127.0.0.1:" + registryTls.port();
  }

  /** Of {@link #REGISTRY_USER}, whoever it is in Kafka. */
  String registryPassword() {
    return registryLogin.password();
  }

  /** Of Kafka and of the registry. */
  LoopbackCertificate certificate() {
    return certificate;
  }

  /** Lets {@code user} in by SCRAM-SHA-512; he may do nothing yet. */
  void addUser(String user) throws Exception {
    String password = UUID.randomUUID().toString();
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    user,
                    new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, SCRAM_ITERATIONS),
                    password)))
        .all()
        .get();
    passwords.put(user, password);
  }

  String password(String user) {
    return passwords.get(user);
  }

  /** What a client sets to be {@code user}, for Kafka and the registry. */
  Map<String, Object> clientSettings(String user) {
    Map<String, Object> settings = kafkaSettings("SCRAM-SHA-512", login(SCRAM, user));
    settings.put("schema.registry.url", registry.url());
    settings.putAll(registryLogin.registrySettings());
    return settings;
  }

  /** What a client sets to be the one who may do everything. */
  Map<String, Object> adminSettings() {
    Map<String, Object> settings = kafkaSettings("PLAIN", login(PLAIN, ADMIN));
    settings.put("schema.registry.url", registry.url());
    settings.putAll(registryLogin.registrySettings());
    return settings;
  }

  Admin admin() {
    return admin;
  }

  List<AclBinding> acls() throws Exception {
    return List.copyOf(admin.describeAcls(AclBindingFilter.ANY).values().get());
  }

  /**
   * Runs lines as the documents have them, with Kafka's own tools; a flag that a tool does not know
   * ends it.
   */
  void run(List<String> lines) throws IOException {
    Properties settings = new Properties();
    settings.putAll(adminSettings());
    Path file = folder.resolve("admin.properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      settings.store(writer, null);
    }
    try {
      lines.forEach(line -> run(line, file));
    } finally {
      Exit.resetExitProcedure();
    }
  }

  private void run(String line, Path settings) {
    List<String> words = Arrays.asList(line.split(" +"));
    Consumer<String[]> tool =
        switch (words.getFirst()) {
          case "$K" -> AclCommand::main;
          case "$T" -> TopicCommand::main;
          default -> throw new AssertionError("no tool of Kafka's: " + line);
        };
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--bootstrap-server", bootstrapServers(), "--command-config", settings.toString()));
    arguments.addAll(words.subList(1, words.size()));
    // A tool may take its own end for an error, and end again: the first end tells.
    List<Integer> ends = new ArrayList<>();
    Exit.setExitProcedure(
        (status, message) -> {
          ends.add(status);
          throw new ToolEnded(status);
        });
    try {
      tool.accept(arguments.toArray(String[]::new));
    } catch (ToolEnded end) {
      assertThat(ends.getFirst()).as(line).isZero();
    }
  }

  @Override
  public void close() {
    admin.close();
    registryTls.close();
    registry.close();
    kafka.close();
  }

  private Map<String, Object> kafkaSettings(String mechanism, String login) {
    return new HashMap<>(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "security.protocol",
            "SASL_SSL",
            "sasl.mechanism",
            mechanism,
            "sasl.jaas.config",
            login + ";",
            "ssl.truststore.type",
            "PEM",
            "ssl.truststore.location",
            certificate.authority().toString()));
  }

  private String login(String module, String user) {
    return "%s username=\"%s\" password=\"%s\"".formatted(module, user, passwords.get(user));
  }

  /** The node is its own client, as the administrator. */
  private Map<String, String> guard() {
    String node = login(PLAIN, ADMIN) + " user_%s=\"%s\";".formatted(ADMIN, passwords.get(ADMIN));
    return Map.ofEntries(
        Map.entry("listener.security.protocol.map", "BROKER:SASL_SSL,CONTROLLER:SASL_SSL"),
        Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
        Map.entry("sasl.mechanism.controller.protocol", "PLAIN"),
        Map.entry("listener.name.broker.sasl.enabled.mechanisms", "PLAIN,SCRAM-SHA-512"),
        Map.entry("listener.name.broker.plain.sasl.jaas.config", node),
        Map.entry("listener.name.broker.scram-sha-512.sasl.jaas.config", SCRAM + ";"),
        Map.entry("listener.name.controller.sasl.enabled.mechanisms", "PLAIN"),
        Map.entry("listener.name.controller.plain.sasl.jaas.config", node),
        Map.entry("ssl.keystore.type", "PKCS12"),
        Map.entry("ssl.keystore.location", certificate.keyStore().toString()),
        Map.entry("ssl.keystore.password", certificate.password()),
        Map.entry("ssl.truststore.type", "PEM"),
        Map.entry("ssl.truststore.location", certificate.authority().toString()),
        Map.entry("authorizer.class.name", WatchedAuthorizer.class.getName()),
        Map.entry("allow.everyone.if.no.acl.found", "false"),
        Map.entry("super.users", "User:" + ADMIN));
  }
}
