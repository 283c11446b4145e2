package io.kubeterminal.api.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.ArgumentMatchers.startsWith;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.kubeterminal.api.SettingsOf;
import io.kubeterminal.api.publish.Publisher.Acknowledged;
import io.kubeterminal.api.publish.Publisher.Cause;
import io.kubeterminal.api.publish.Publisher.Outcome;
import io.kubeterminal.api.publish.Publisher.Unavailable;
import io.kubeterminal.api.view.ViewReader;
import io.kubeterminal.schema.Beacon;
import io.kubeterminal.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.KafkaTemplate;

class BeaconsTest {

  private static final int PARTITIONS = 3;
  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final String TOPIC = Topics.TERMINAL_HEARTBEATS.name();

  @SuppressWarnings("unchecked")
  private final KafkaTemplate<String, byte[]> kafka = mock(KafkaTemplate.class);

  private final Publisher publisher = mock(Publisher.class);
  private final Beacons beacons =
      new Beacons(kafka, publisher, mock(ViewReader.class), SettingsOf.defaults());

  private final Map<Integer, Beacon> written = new HashMap<>();
  private final Set<Integer> away = new HashSet<>();
  private Instant now = START;

  @BeforeEach
  void aBroker() {
    when(kafka.partitionsFor(TOPIC))
        .thenReturn(
            IntStream.range(0, PARTITIONS)
                .mapToObj(number -> new PartitionInfo(TOPIC, number, null, null, null))
                .toList());
    when(publisher.send(eq(Topics.TERMINAL_HEARTBEATS), anyInt(), startsWith("beacon:"), any()))
        .thenAnswer(
            call -> {
              written.put(call.getArgument(1), call.getArgument(3));
              Outcome outcome =
                  away.contains(call.<Integer>getArgument(1))
                      ? new Unavailable(Cause.KAFKA)
                      : new Acknowledged(now);
              return CompletableFuture.completedFuture(outcome);
            });
  }

  @Test
  void everyPartitionIsToldSinceWhenItIsListenedTo() {
    round();
    assertThat(sinces()).containsOnlyNulls().hasSize(PARTITIONS);
    round();
    assertThat(sinces()).containsOnly(START);
    round();
    assertThat(sinces()).containsOnly(START);
  }

  @Test
  void aBeaconThatIsLostBreaksItsPartitionsChainOnly() {
    round();
    away.add(1);
    round();
    away.clear();
    round();
    assertThat(written.get(1).getSince()).isNull();
    assertThat(written.get(2).getSince()).isEqualTo(START);
    Instant anew = now.minusSeconds(10);
    round();
    assertThat(written.get(1).getSince()).isEqualTo(anew);
  }

  @Test
  void aBeatThatIsLostBreaksTheChainOfItsOwnPartition() {
    round();
    UUID id = UUID.randomUUID();
    int partition =
        BuiltInPartitioner.partitionForKey(
            id.toString().getBytes(StandardCharsets.UTF_8), PARTITIONS);
    beacons.lost(id);
    round();
    for (int number = 0; number < PARTITIONS; number++) {
      assertThat(written.get(number).getSince()).isEqualTo(number == partition ? null : START);
    }
  }

  @Test
  void withoutMetadataEveryChainIsBroken() {
    round();
    List<PartitionInfo> known = kafka.partitionsFor(TOPIC);
    when(kafka.partitionsFor(TOPIC)).thenThrow(new TimeoutException("away")).thenReturn(known);
    round();
    round();
    assertThat(sinces()).containsOnlyNulls();
  }

  private void round() {
    beacons.round();
    now = now.plusSeconds(10);
  }

  private List<Instant> sinces() {
    return written.values().stream().map(Beacon::getSince).toList();
  }
}
