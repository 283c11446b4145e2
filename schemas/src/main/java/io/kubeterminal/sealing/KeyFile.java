package io.kubeterminal.sealing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A file of keys that is read again when it has changed, so that keys are rotated without a
 * restart. While what is there cannot be read, the keys before are kept.
 *
 * @param <T> what the file holds
 */
public final class KeyFile<T> {

  /** Reads the file's content. */
  public interface Reader<T> {
    T read(Path file) throws IOException;
  }

  private record Version(FileTime modified, long size) {}

  private static final Duration LOOK_EVERY = Duration.ofSeconds(10);

  private final Path file;
  private final Reader<T> reader;
  private final LongSupplier nanos;
  private Version version;
  private T content;
  private long looked;

  /**
   * @throws IOException if the file cannot be read now
   */
  public KeyFile(Path file, Reader<T> reader) throws IOException {
    this(file, reader, System::nanoTime);
  }

  KeyFile(Path file, Reader<T> reader, LongSupplier nanos) throws IOException {
    this.file = file;
    this.reader = reader;
    this.nanos = nanos;
    this.version = version();
    this.content = reader.read(file);
    this.looked = nanos.getAsLong();
  }

  /** What the file held at most 10 s ago. */
  public synchronized T get() {
    if (nanos.getAsLong() - looked >= LOOK_EVERY.toNanos()) {
      readAgain();
    }
    return content;
  }

  /** What the file holds now, for whoever misses a key. */
  public synchronized T newest() {
    readAgain();
    return content;
  }

  private void readAgain() {
    looked = nanos.getAsLong();
    try {
      Version there = version();
      if (!there.equals(version)) {
        content = reader.read(file);
        version = there;
      }
    } catch (IOException halfWritten) {
      // It is looked at again, and keeps its old version until it can be read.
    }
  }

  private Version version() throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    return new Version(attributes.lastModifiedTime(), attributes.size());
  }
}
