package io.kubeterminal.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys that are rotated while they are used. */
class KeyFileTest {

  private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");

  @TempDir private Path folder;
  private final AtomicLong nanos = new AtomicLong();
  private int versions;

  @BeforeEach
  void generate() throws IOException {
    SealingKeys.generateInto(folder);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void rotate() throws IOException {
    SealingKeys.rotateIn(folder);
    for (String file : new String[] {SealingKeys.PRIVATE_FILE, SealingKeys.PUBLIC_FILE}) {
      Files.setLastModifiedTime(
          folder.resolve(file), FileTime.from(Instant.ofEpochSecond(++versions)));
    }
  }

  private KeyFile<JWKSet> keys(String file) throws IOException {
    return new KeyFile<>(folder.resolve(file), SealingKeys::read, nanos::get);
  }

  @Test
  void aRotatedKeySealsWithoutARestartAndOpensAtOnce() throws Exception {
    Sealer sealer = new Sealer(keys(SealingKeys.PUBLIC_FILE));
    Opener opener = new Opener(keys(SealingKeys.PRIVATE_FILE));
    String before = sealer.seal(ID, "before");
    rotate();

    pass(Duration.ofSeconds(10));
    String after = sealer.seal(ID, "after");

    assertThat(kid(after)).isNotEqualTo(kid(before));
    assertThat(opener.open(ID, after)).isEqualTo("after");
    assertThat(opener.open(ID, before)).isEqualTo("before");
  }

  @Test
  void theThirdKeyEndsTheFirst() throws Exception {
    Opener opener = new Opener(keys(SealingKeys.PRIVATE_FILE));
    String first =
        new Sealer(SealingKeys.read(folder.resolve(SealingKeys.PUBLIC_FILE))).seal(ID, "x");
    rotate();
    rotate();
    pass(Duration.ofSeconds(10));
    assertThatThrownBy(() -> opener.open(ID, first)).isInstanceOf(CannotOpen.class);
  }

  @Test
  void aFileIsReadAgainOnlyWhenItHasChanged() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "one");
    AtomicInteger reads = new AtomicInteger();
    KeyFile<String> keys =
        new KeyFile<>(
            file,
            path -> {
              reads.incrementAndGet();
              return Files.readString(path);
            },
            nanos::get);
    pass(Duration.ofMinutes(1));
    assertThat(keys.get()).isEqualTo("one");
    assertThat(reads).hasValue(1);

    Files.writeString(file, "three");
    pass(Duration.ofMillis(9_999));
    assertThat(keys.get()).isEqualTo("one");
    assertThat(keys.newest()).isEqualTo("three");
    assertThat(reads).hasValue(2);

    Files.writeString(file, "seven");
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
    pass(Duration.ofMillis(9_999));
    assertThat(keys.get()).isEqualTo("three");
    pass(Duration.ofMillis(1));
    assertThat(keys.get()).isEqualTo("seven");
  }

  @Test
  void whatCannotBeReadChangesNothing() throws Exception {
    KeyFile<JWKSet> keys = keys(SealingKeys.PRIVATE_FILE);
    JWKSet before = keys.get();
    Files.writeString(folder.resolve(SealingKeys.PRIVATE_FILE), "half writ");
    pass(Duration.ofSeconds(10));
    assertThat(keys.get()).isSameAs(before);

    Files.delete(folder.resolve(SealingKeys.PRIVATE_FILE));
    pass(Duration.ofSeconds(10));
    assertThat(keys.get()).isSameAs(before);

    SealingKeys.generateInto(folder);
    pass(Duration.ofSeconds(10));
    assertThat(keys.get().getKeys()).isNotEqualTo(before.getKeys());
  }

  private static String kid(String sealed) throws Exception {
    return JWEObject.parse(sealed).getHeader().getKeyID();
  }
}
