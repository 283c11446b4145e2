package io.kubeterminal.api.publish;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.publish.Publisher.Acknowledged;
import io.kubeterminal.api.publish.Publisher.Outcome;
import io.kubeterminal.api.publish.Publisher.Unavailable;
import io.kubeterminal.api.view.ViewReader;
import io.kubeterminal.schema.Beacon;
import io.kubeterminal.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.stereotype.Component;

/**
 * Says in every partition of {@code terminal-heartbeats}, every few seconds, since when this
 * replica has been able to publish beats there without a gap. One round ends, all its beacons
 * acknowledged or given up, before the next begins.
 */
@Component
public class Beacons implements SmartLifecycle {

  private record Sent(int partition, ListeningChain chain, CompletableFuture<Outcome> outcome) {}

  private static final Logger log = LoggerFactory.getLogger(Beacons.class);
  private static final Duration SOON = Duration.ofMillis(100);

  private final String replica = UUID.randomUUID().toString();
  private final KafkaTemplate<String, byte[]> kafka;
  private final Publisher publisher;
  private final ViewReader view;
  private final Duration period;
  private final Map<Integer, ListeningChain> chains = new ConcurrentHashMap<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("beacons").factory());
  private long lastRound = System.nanoTime();
  private volatile boolean running;

  Beacons(
      KafkaTemplate<String, byte[]> kafka,
      Publisher publisher,
      ViewReader view,
      ApiSettings settings) {
    this.kafka = kafka;
    this.publisher = publisher;
    this.view = view;
    this.period = settings.beaconPeriod();
  }

  /** A beat for this terminal could not be published: its partition has not been listened to. */
  void lost(UUID terminalId) {
    int partitions = chains.size();
    if (partitions > 0) {
      byte[] key = terminalId.toString().getBytes(StandardCharsets.UTF_8);
      int partition = Utils.toPositive(Utils.murmur2(key)) % partitions;
      chains.computeIfPresent(partition, (same, chain) -> chain.broken());
    }
  }

  @Override
  public void start() {
    running = true;
    scheduler.execute(this::beacon);
  }

  private void beacon() {
    // Before it has caught up this replica answers beats with 503: it does not listen yet.
    boolean listens = view.caughtUp();
    if (listens) {
      round();
    }
    if (running) {
      Duration next = listens ? period : SOON;
      scheduler.schedule(this::beacon, next.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  /** One beacon into every partition, all concluded before it returns. */
  void round() {
    long now = System.nanoTime();
    if (Duration.ofNanos(now - lastRound).compareTo(ListeningChain.LONGEST_GAP) > 0) {
      // This process stood still: no beacon may claim that time.
      breakAll();
    }
    lastRound = now;
    try {
      List<Sent> sent =
          kafka.partitionsFor(Topics.TERMINAL_HEARTBEATS.name()).stream()
              .map(partition -> send(partition.partition()))
              .toList();
      sent.forEach(this::conclude);
    } catch (RuntimeException e) {
      breakAll();
      log.atWarn()
          .addKeyValue("reason", e.getClass().getSimpleName())
          .log("Cannot publish beacons; silence does not count until it works again");
    }
  }

  private Sent send(int partition) {
    ListeningChain chain = chains.computeIfAbsent(partition, same -> ListeningChain.NONE);
    return new Sent(
        partition,
        chain,
        publisher.send(
            Topics.TERMINAL_HEARTBEATS,
            partition,
            "beacon:" + replica,
            new Beacon(replica, chain.since())));
  }

  private void conclude(Sent sent) {
    Outcome outcome = sent.outcome().join();
    chains.computeIfPresent(
        sent.partition(),
        (same, chain) ->
            switch (outcome) {
              case Acknowledged at -> chain.acknowledged(sent.chain(), at.appendedAt());
              case Unavailable unavailable -> chain.broken();
            });
  }

  private void breakAll() {
    chains.replaceAll((partition, chain) -> chain.broken());
  }

  @Override
  public void stop() {
    running = false;
    scheduler.shutdownNow();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
