package io.kubeterminal.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * One real Kafka node (KRaft, broker and controller at once) in this JVM. It listens on loopback
 * only; what is in its folder outlives it, also when the next start is on another port.
 *
 * <p>The only user of Kafka's internal server classes, which may change with any release.
 */
public final class EmbeddedKafka implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final int NODE = 1;

  /** A port found free may be taken before Kafka binds it; with port 0 others are tried. */
  private static final int ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final int port;

  private EmbeddedKafka(KafkaRaftServer server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Starts on a free port and returns once clients can connect. */
  public static EmbeddedKafka start(Path folder) {
    return start(folder, 0);
  }

  /**
   * Starts on {@code port} (0: a free one), without a login: whoever reaches it may do anything.
   */
  public static EmbeddedKafka start(Path folder, int port) {
    return start(folder, port, null);
  }

  /**
   * Starts on {@code port} (0: a free one) and returns once clients can connect.
   *
   * @param folder where Kafka keeps its data; made if it is missing, gone on with if it is not
   * @param login what every listener wants to be shown, or null: nothing
   * @throws KafkaException if the port is taken, or another Kafka uses the folder
   */
  public static EmbeddedKafka start(Path folder, int port, @Nullable Login login) {
    return attempts(folder, port, login == null ? Map.of() : locked(login));
  }

  /**
   * Starts on a free port, guarded as {@code own} says.
   *
   * @param own settings by Kafka's own names, over those made here: TLS, logins, an authorizer; the
   *     listeners are BROKER and CONTROLLER
   */
  public static EmbeddedKafka start(Path folder, Map<String, String> own) {
    return attempts(folder, 0, own);
  }

  private static EmbeddedKafka attempts(Path folder, int port, Map<String, String> own) {
    for (int attempt = 1; ; attempt++) {
      Ports ports = Ports.find(port);
      format(folder);
      try {
        return startOnce(folder, ports, own);
      } catch (KafkaException e) {
        if (port != 0 || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static EmbeddedKafka startOnce(Path folder, Ports ports, Map<String, String> own) {
    Map<String, String> settings = settings(folder, ports);
    settings.putAll(own);
    KafkaConfig config = new KafkaConfig(settings, false);
    KafkaRaftServer server = new KafkaRaftServer(config, Time.SYSTEM);
    try {
      server.startup();
    } catch (RuntimeException e) {
      server.shutdown();
      throw new KafkaException(
          "Kafka does not start on port %d in %s".formatted(ports.broker(), folder), e);
    }
    return new EmbeddedKafka(server, ports.broker());
  }

  /** {@code host:port}, as clients want it. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  public int port() {
    return port;
  }

  /** Stops Kafka in good order and returns when it has stopped; its data stays. */
  @Override
  public void close() {
    server.shutdown();
    server.awaitShutdown();
  }

  private static void format(Path folder) {
    if (Files.exists(folder.resolve("meta.properties"))) {
      return;
    }
    try {
      Files.createDirectories(folder);
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(NODE)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(folder.toString())
          .addDirectory(folder.toString())
          .setIgnoreFormatted(true)
          .run();
    } catch (Exception e) {
      throw new KafkaException("cannot prepare " + folder + " for Kafka", e);
    }
  }

  private static Map<String, String> settings(Path folder, Ports ports) {
    String broker = HOST + ":" + ports.broker();
    String controller = HOST + ":" + ports.controller();
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE));
    settings.put("log.dirs", folder.toString());
    settings.put("listeners", "BROKER://%s,CONTROLLER://%s".formatted(broker, controller));
    settings.put("advertised.listeners", "BROKER://" + broker);
    settings.put("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("inter.broker.listener.name", "BROKER");
    settings.put("controller.listener.names", "CONTROLLER");
    settings.put("controller.quorum.voters", NODE + "@" + controller);
    settings.put("auto.create.topics.enable", "false");
    settings.putAll(ONE_NODE);
    settings.putAll(QUICK);
    return settings;
  }

  /** The broker's listener and the controller's alike, and the node as a client of itself. */
  private static Map<String, String> locked(Login login) {
    return Map.of(
        "listener.security.protocol.map", "BROKER:SASL_PLAINTEXT,CONTROLLER:SASL_PLAINTEXT",
        "sasl.enabled.mechanisms", "PLAIN",
        "sasl.mechanism.inter.broker.protocol", "PLAIN",
        "sasl.mechanism.controller.protocol", "PLAIN",
        "listener.name.broker.plain.sasl.jaas.config", login.server(),
        "listener.name.controller.plain.sasl.jaas.config", login.server());
  }

  /** What a node that is alone, and small, wants otherwise than a cluster. */
  private static final Map<String, String> ONE_NODE =
      Map.ofEntries(
          Map.entry("offsets.topic.replication.factor", "1"),
          Map.entry("offsets.topic.num.partitions", "5"),
          Map.entry("transaction.state.log.replication.factor", "1"),
          Map.entry("transaction.state.log.min.isr", "1"),
          Map.entry("transaction.state.log.num.partitions", "5"),
          Map.entry("share.coordinator.state.topic.replication.factor", "1"),
          Map.entry("share.coordinator.state.topic.min.isr", "1"),
          Map.entry("share.coordinator.state.topic.num.partitions", "1"),
          // A quickstart that rested for months must not find its groups' offsets expired.
          Map.entry("offsets.retention.minutes", Integer.toString(10 * 365 * 24 * 60)),
          // The default would hold 128 MB of heap for a cleaner that has little to clean.
          Map.entry("log.cleaner.dedupe.buffer.size", Integer.toString(8 * 1024 * 1024)),
          Map.entry("num.network.threads", "2"),
          Map.entry("num.io.threads", "4"));

  /** Start, takeover after a kill, and the end of a dead transaction within seconds. */
  private static final Map<String, String> QUICK =
      Map.ofEntries(
          Map.entry("server.max.startup.time.ms", "60000"),
          // After a hard kill the old registration must lapse first: 3.8 s in place of 12.5 s.
          Map.entry("broker.session.timeout.ms", "1500"),
          Map.entry("broker.heartbeat.interval.ms", "300"),
          Map.entry("group.initial.rebalance.delay.ms", "0"),
          Map.entry("group.min.session.timeout.ms", "1000"),
          Map.entry("group.consumer.min.session.timeout.ms", "2000"),
          Map.entry("group.consumer.session.timeout.ms", "6000"),
          Map.entry("group.consumer.min.heartbeat.interval.ms", "500"),
          Map.entry("group.consumer.heartbeat.interval.ms", "1500"),
          Map.entry("group.streams.initial.rebalance.delay.ms", "0"),
          Map.entry("group.streams.min.session.timeout.ms", "2000"),
          Map.entry("group.streams.session.timeout.ms", "6000"),
          Map.entry("group.streams.min.heartbeat.interval.ms", "500"),
          Map.entry("group.streams.heartbeat.interval.ms", "1500"),
          Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"));

  /** Where the node listens, as broker and as controller. */
  private record Ports(int broker, int controller) {

    /**
     * Both are held at once, so that they are two; and asked for here, a taken one is one clear
     * sentence where Kafka would log a page.
     *
     * @param wanted the broker's; 0: any
     */
    static Ports find(int wanted) {
      try (ServerSocket broker = listen(wanted);
          ServerSocket controller = listen(0)) {
        return new Ports(broker.getLocalPort(), controller.getLocalPort());
      } catch (IOException e) {
        throw new KafkaException("cannot listen on %s port %d".formatted(HOST, wanted), e);
      }
    }

    private static ServerSocket listen(int port) throws IOException {
      return new ServerSocket(port, 1, InetAddress.getByName(HOST));
    }
  }
}
