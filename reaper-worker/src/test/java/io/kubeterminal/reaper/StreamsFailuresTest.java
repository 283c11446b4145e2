package io.kubeterminal.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.serde.RegistryUnavailable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;

class StreamsFailuresTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final List<Object> published = new ArrayList<>();
  private final StreamsFailures failures =
      new StreamsFailures(new ReaperMeters(registry), published::add);

  static Stream<Throwable> temporary() {
    return Stream.of(
        new StreamsException(new RegistryUnavailable("away", new IOException("refused"))),
        new StreamsException(new TimeoutException("no answer for five minutes")),
        new StreamsException(new TopicAuthorizationException("not allowed yet")),
        new MissingSourceTopicException("not created yet"));
  }

  static Stream<Throwable> broken() {
    return Stream.of(
        new StreamsException(new NullPointerException()),
        new IllegalStateException("cannot be"),
        new StackOverflowError());
  }

  @ParameterizedTest
  @MethodSource("temporary")
  void whatIsTemporaryCostsAThread(Throwable failure) {
    assertThat(failures.handle(failure)).isEqualTo(StreamThreadExceptionResponse.REPLACE_THREAD);
    assertThat(registry.get("terminal.reaper.threads.replaced").counter().count()).isOne();
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsBrokenStopsTheReaper(Throwable failure) {
    assertThat(failures.handle(failure)).isEqualTo(StreamThreadExceptionResponse.SHUTDOWN_CLIENT);
  }

  @Test
  void aReaperThatStoppedSaysThatItIsNotAlive() {
    failures.onChange(State.RUNNING, State.REBALANCING);
    assertThat(published).isEmpty();

    failures.onChange(State.ERROR, State.PENDING_ERROR);
    assertThat(published)
        .singleElement()
        .extracting(event -> ((AvailabilityChangeEvent<?>) event).getState())
        .isEqualTo(LivenessState.BROKEN);
  }
}
