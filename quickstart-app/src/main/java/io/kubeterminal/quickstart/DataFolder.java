package io.kubeterminal.quickstart;

import io.kubeterminal.embedded.Login;
import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.sealing.ShellKeys;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The folder that holds all the quickstart keeps; one quickstart at a time uses it. */
final class DataFolder implements AutoCloseable {

  private static final int KEY_BYTES = 32;
  private static final String KAFKA_USER = "kube-terminal";

  private final Path path;
  private final FileChannel lock;

  private DataFolder(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /** Makes the folder if it is missing, for this user alone, and takes it until {@link #close}. */
  static DataFolder open(Path folder) throws CannotStart {
    Path path = folder.toAbsolutePath().normalize();
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(
            path,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      FileChannel lock = lock(path);
      if (lock == null) {
        throw new CannotStart(
            "another quickstart uses %s: stop it, or choose another folder with --data"
                .formatted(path));
      }
      return new DataFolder(path, lock);
    } catch (IOException e) {
      throw new CannotStart(
          "cannot write to %s: choose another folder with --data".formatted(path), e);
    }
  }

  private static @Nullable FileChannel lock(Path path) throws IOException {
    FileChannel channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException inThisJvm) {
      // As good as one in another process.
    }
    channel.close();
    return null;
  }

  Path path() {
    return path;
  }

  Path kafka() {
    return path.resolve("kafka");
  }

  Path streams(String service) {
    return path.resolve("streams").resolve(service);
  }

  Path logs() {
    return path.resolve("logs");
  }

  Path terminals() {
    return path.resolve("terminals");
  }

  Path natives() throws IOException {
    return Files.createDirectories(path.resolve("native"));
  }

  /** The folder of the sealing keys, made at the first start. */
  Path keys() throws IOException {
    Path keys = path.resolve("keys");
    SealingKeys.generateInto(keys);
    return keys;
  }

  /** The file with the key that the terminals' credentials come from, made at the first start. */
  Path ttydKey() throws IOException {
    ShellKeys.generateInto(path);
    return path.resolve(ShellKeys.FILE);
  }

  /** The file with the key of the API, made at the first start, for this user alone. */
  Path accessKey() throws IOException {
    return random("key");
  }

  /** What Kafka and the registry want to be shown; its password is made at the first start. */
  Login kafkaLogin() throws IOException {
    return new Login(KAFKA_USER, Files.readString(random("kafka-password")).strip());
  }

  /** Writes what tools and services need to be let in to Kafka; it changes with each start. */
  Path write(KafkaAccess access) throws IOException {
    Path file = path.resolve("kafka-client.properties");
    write(file, access.properties());
    return file;
  }

  private Path random(String name) throws IOException {
    Path file = path.resolve(name);
    if (!Files.exists(file)) {
      byte[] random = new byte[KEY_BYTES];
      new SecureRandom().nextBytes(random);
      write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
    }
    return file;
  }

  /**
   * The name that this folder's terminals carry in a cluster, chosen at the first start: a worker
   * removes every object of its installation that it does not know, so two folders never share one.
   */
  String installation() throws IOException {
    Path file = path.resolve("installation");
    if (!Files.exists(file)) {
      String name = "quickstart-" + UUID.randomUUID().toString().substring(0, 8);
      write(file, name);
    }
    return Files.readString(file).strip();
  }

  /** Writes the file whole or not at all, for this user alone. */
  private static void write(Path file, String text) throws IOException {
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(draft);
    Files.createFile(
        draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(draft, text);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Gives the folder to the next quickstart. */
  @Override
  public void close() throws IOException {
    lock.close();
  }
}
