package io.kubeterminal.embedded;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A small schema registry that Confluent's clients take for theirs: loopback only, Avro only, no
 * authentication, kept in the topic {@code _schemas}, so that ids outlive it.
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

  /**
   * Starts on {@code port} (0: a free one), with what the Kafka at {@code bootstrapServers} knows
   * already.
   */
  public static EmbeddedRegistry start(String bootstrapServers, int port) {
    SchemaLog log = new SchemaLog(bootstrapServers);
    try {
      SchemaStore store = new SchemaStore(log::append);
      log.read(store::apply);
      return serve(log, store, listen(port));
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  private static EmbeddedRegistry serve(SchemaLog log, SchemaStore store, HttpServer server) {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    server.createContext("/", new RegistryHttp(store));
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

  private static HttpServer listen(int port) {
    try {
      return HttpServer.create(new InetSocketAddress(InetAddress.getByName(HOST), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot listen on %s port %d".formatted(HOST, port), e);
    }
  }
}
