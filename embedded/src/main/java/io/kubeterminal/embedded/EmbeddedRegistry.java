package io.kubeterminal.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A small schema registry that Confluent's clients take for theirs: on loopback unless it is told
 * otherwise, Avro only, one login or none, kept in the topic {@code _schemas}, so that ids outlive
 * it.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final SchemaLog log;
  private final HttpServer server;
  private final ExecutorService threads;

  private EmbeddedRegistry(SchemaLog log, HttpServer server, ExecutorService threads) {
    this.log = log;
    this.server = server;
    this.threads = threads;
  }

  /** Starts on a free port, with what the Kafka at {@code bootstrapServers} knows already. */
  public static EmbeddedRegistry start(String bootstrapServers) {
    return start(bootstrapServers, 0);
  }

  /** As {@link #start(String)}, on {@code port} (0: a free one). */
  public static EmbeddedRegistry start(String bootstrapServers, int port) {
    return start(bootstrapServers, port, null);
  }

  /**
   * As {@link #start(String, int)}, behind a login.
   *
   * @param login what Kafka is shown, and what clients have to show here, or null: nothing
   */
  public static EmbeddedRegistry start(String bootstrapServers, int port, @Nullable Login login) {
    return start(bootstrapServers, loopback(port), login);
  }

  /** As {@link #start(String, int)}, without a login, on an address that others may reach too. */
  public static EmbeddedRegistry start(String bootstrapServers, InetSocketAddress address) {
    return start(bootstrapServers, address, null);
  }

  private static EmbeddedRegistry start(
      String bootstrapServers, InetSocketAddress address, @Nullable Login login) {
    Map<String, Object> kafka = new HashMap<>(Map.of("bootstrap.servers", bootstrapServers));
    if (login != null) {
      kafka.putAll(login.kafkaSettings());
    }
    return start(kafka, address, login);
  }

  /**
   * As {@link #start(String, int, Login)}, for a Kafka that wants to be shown something else.
   *
   * @param kafka what a client of that Kafka sets, under Kafka's own names
   */
  public static EmbeddedRegistry start(Map<String, Object> kafka, int port, @Nullable Login login) {
    return start(kafka, loopback(port), login);
  }

  private static EmbeddedRegistry start(
      Map<String, Object> kafka, InetSocketAddress address, @Nullable Login login) {
    SchemaLog log = new SchemaLog(kafka);
    try {
      SchemaStore store = new SchemaStore(log::append);
      log.read(store::apply);
      return serve(log, new RegistryHttp(store, login), listen(address));
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private static EmbeddedRegistry serve(SchemaLog log, RegistryHttp http, HttpServer server) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.createContext("/", http);
    server.setExecutor(threads);
    server.start();
    return new EmbeddedRegistry(log, server, threads);
  }

  /** The base URL, as {@code schema.registry.url} wants it. */
  public String url() {
    return "http://%s:%d".formatted(HOST, port());
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    log.close();
  }

  private static HttpServer listen(InetSocketAddress address) {
    try {
      return HttpServer.create(address, 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on " + address, e);
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(HOST), port);
  }
}
