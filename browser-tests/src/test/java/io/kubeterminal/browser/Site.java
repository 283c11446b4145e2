package io.kubeterminal.browser;

import io.kubeterminal.testing.QuickstartProcess;
import io.kubeterminal.testing.SeedClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** One quickstart for all classes of this module, with terminals on this machine. */
final class Site {

  private static final Site SHARED = start();

  private final QuickstartProcess process;
  private final SeedClient client;
  private final String firstPage;

  private Site(QuickstartProcess process) throws IOException {
    this.process = process;
    this.client = process.awaitReady();
    this.firstPage = process.page();
  }

  static Site shared() {
    return SHARED;
  }

  /** Its address without a path, {@code http://127.0.0.1:port}. */
  String origin() {
    return client.url();
  }

  /** The address that the console prints; its key opens once. */
  String firstPage() {
    return firstPage;
  }

  /** An address that signs in as often as needed, by way of {@code origin}. */
  String pageAt(String origin) {
    return origin + "/#key=" + client.key();
  }

  SeedClient client() {
    return client;
  }

  private static Site start() {
    try {
      Path folder = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "site-");
      QuickstartProcess process =
          QuickstartProcess.start(Map.of(), "--port", "0", "--data", folder.toString());
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
      return new Site(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void end(QuickstartProcess process, Path folder) {
    try {
      process.close();
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    } catch (InterruptedException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
