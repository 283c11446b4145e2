package io.kubeterminal.api.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrintedAddressTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern ADDRESS =
      Pattern.compile("\n {4}http://127\\.0\\.0\\.1:8080/#key=([\\w-]{43})\n");

  private final SignInKeys keys = new SignInKeys();
  private final AtomicBoolean ready = new AtomicBoolean();
  private final AtomicInteger looks = new AtomicInteger();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final PrintedAddress address =
      new PrintedAddress(
          "http://127.0.0.1:8080", keys, this::look, new PrintStream(out, true, UTF_8));

  private boolean look() {
    looks.incrementAndGet();
    return ready.get();
  }

  @AfterEach
  void stop() {
    address.destroy();
  }

  @Test
  void nothingIsPrintedBeforeTheServiceIsReady() {
    address.begin();
    await().atMost(PATIENCE).until(() -> looks.get() >= 2);
    assertThat(out.toString(UTF_8)).isEmpty();
    ready.set(true);
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(out.toString(UTF_8)).isNotEmpty());
    Matcher printed = ADDRESS.matcher(out.toString(UTF_8));
    assertThat(printed.find()).isTrue();
    assertThat(keys.use(printed.group(1))).isTrue();
    assertThat(keys.use(printed.group(1))).isFalse();
  }

  @Test
  void whoIsReadyIsAskedNoMore() {
    ready.set(true);
    address.begin();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(out.size()).isPositive());
    assertThat(ADDRESS.matcher(out.toString(UTF_8)).results()).hasSize(1);
    assertThat(looks).hasValue(1);
  }
}
