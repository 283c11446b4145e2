package io.kubeterminal.api.publish;

import io.kubeterminal.schema.Beacon;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.topic.Topic;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Asks the registry at start for the id of every schema that is written here, until it has told
 * them; so no request ever waits for the registry, and its later absence does not matter.
 */
@Component
public class SchemaIds implements SmartLifecycle {

  private record Written(Topic topic, Schema schema) {}

  private static final Logger log = LoggerFactory.getLogger(SchemaIds.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final List<Written> WRITTEN =
      List.of(
          new Written(Topics.TERMINAL_EVENTS, TerminalRequested.getClassSchema()),
          new Written(Topics.TERMINAL_EVENTS, TerminalCloseRequested.getClassSchema()),
          new Written(Topics.TERMINAL_EVENTS, TerminalCredentialRenewed.getClassSchema()),
          new Written(Topics.TERMINAL_HEARTBEATS, Heartbeat.getClassSchema()),
          new Written(Topics.TERMINAL_HEARTBEATS, Beacon.getClassSchema()));

  private final RecordSerializer serializer;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("schema-ids").factory());
  private boolean told;
  private volatile boolean known;
  private volatile boolean running;

  SchemaIds(RecordSerializer serializer) {
    this.serializer = serializer;
  }

  /** Whether everything can be written without the registry. */
  public boolean known() {
    return known;
  }

  @Override
  public void start() {
    running = true;
    scheduler.execute(this::ask);
  }

  private void ask() {
    try {
      WRITTEN.forEach(written -> serializer.idOf(written.topic().name(), written.schema()));
      known = true;
      log.atInfo().addKeyValue("schemas", WRITTEN.size()).log("The schemas' ids are known");
    } catch (KafkaException e) {
      if (running) {
        // Told once: it may last for hours, and readiness says so all the time.
        log.atLevel(told ? Level.DEBUG : Level.WARN)
            .addKeyValue("reason", e.getMessage())
            .log("The registry has not told the schemas' ids yet; asking again");
        told = true;
        scheduler.schedule(this::ask, RETRY.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
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
