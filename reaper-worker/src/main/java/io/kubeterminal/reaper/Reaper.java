package io.kubeterminal.reaper;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.reaper.Reading.Heard;
import io.kubeterminal.reaper.Reading.News;
import io.kubeterminal.reaper.Reading.Refused;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalExpiring;
import io.kubeterminal.telemetry.Stretch;
import io.kubeterminal.telemetry.TraceParent;
import io.kubeterminal.telemetry.Traces;
import io.kubeterminal.topic.DeadLetter;
import io.kubeterminal.topic.Topics;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The reaper's place in the topology, one for each partition: reads records, hands them to its
 * {@link PartitionWatch}, and writes what that decides.
 */
final class Reaper implements Processor<byte[], byte[], byte[], Object>, PartitionWatch.Outlet {

  private static final Logger LOG = LoggerFactory.getLogger(Reaper.class);

  private final Reading reading;
  private final ReaperSettings settings;
  private final ReaperMeters meters;
  private final Traces traces;
  private @Nullable ProcessorContext<byte[], Object> context;
  private @Nullable PartitionWatch watch;

  Reaper(Reading reading, ReaperSettings settings, ReaperMeters meters, Traces traces) {
    this.reading = reading;
    this.settings = settings;
    this.meters = meters;
    this.traces = traces;
  }

  @Override
  public void init(ProcessorContext<byte[], Object> context) {
    this.context = context;
    Tables tables =
        new Tables(
            context.getStateStore(ReaperTopology.BEATS),
            context.getStateStore(ReaperTopology.LEASES),
            context.getStateStore(ReaperTopology.LISTENING));
    PartitionWatch loaded = new PartitionWatch(tables, settings, this);
    watch = loaded;
    meters.watched(context.taskId().partition(), loaded);
    // The wall clock says only when to look; what is due is a question of append times.
    context.schedule(
        settings.tick(),
        PunctuationType.WALL_CLOCK_TIME,
        tick -> loaded.settle(settings.workPerTick()));
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata origin = context().recordMetadata().orElseThrow();
    PartitionWatch watch = requireNonNull(this.watch);
    if (origin.topic().equals(Topics.TERMINAL_HEARTBEATS.name())) {
      heartbeat(record, origin, watch);
      watch.settle(settings.workPerTick());
    } else {
      row(record, origin, watch);
    }
  }

  @Override
  public void close() {
    if (context != null && watch != null) {
      meters.unwatched(context.taskId().partition(), watch);
    }
  }

  private void heartbeat(
      Record<byte[], byte[]> record, RecordMetadata origin, PartitionWatch watch) {
    long time = record.timestamp();
    Heard heard = reading.heartbeat(record.key(), record.value());
    watch.at(time);
    switch (heard) {
      case Heard.Beat(UUID id) -> {
        meters.beat();
        watch.beat(id, time);
      }
      case Heard.BeatErased(UUID id) -> watch.beatErased(id, time);
      case Heard.BeaconSeen(String replica, Long since) -> watch.beacon(replica, since, time);
      case Heard.Erased() -> watch.erased(record.key());
      case Refused refused -> {
        refuse(record, origin, refused, ReaperTopology.HEARTBEAT_DEAD_LETTERS);
        if (refused.id() != null) {
          watch.beat(refused.id(), time);
        } else if (record.key() != null) {
          // Compaction would keep it for ever.
          erase(record.key(), time);
        }
      }
    }
  }

  private void row(Record<byte[], byte[]> record, RecordMetadata origin, PartitionWatch watch) {
    switch (reading.row(record.key(), record.value())) {
      case News.Live live -> watch.live(live);
      case News.Ended(UUID id) -> watch.ended(id);
      case News.RowErased(UUID id) -> watch.rowErased(id);
      case News.NotLive(UUID id) -> LOG.trace("No lease yet for {}", id);
      case Refused refused -> refuse(record, origin, refused, ReaperTopology.ROW_DEAD_LETTERS);
    }
  }

  private void refuse(
      Record<byte[], byte[]> record, RecordMetadata origin, Refused refused, String sink) {
    LOG.atWarn()
        .addKeyValue("topic", origin.topic())
        .addKeyValue("partition", origin.partition())
        .addKeyValue("offset", origin.offset())
        .log("Refused: {}", refused.reason());
    meters.refused(origin.topic());
    var stands =
        new DeadLetter.Origin(
            origin.topic(), origin.partition(), origin.offset(), record.timestamp());
    var letter =
        DeadLetter.of(
            settings.applicationId(), stands, record.key(), record.value(), refused.reason());
    context()
        .forward(
            new Record<>(letter.key(), letter.value(), record.timestamp(), letter.headers()), sink);
  }

  @Override
  public void warn(UUID id, long lastBeat, long expiresAt, long now) {
    LOG.atDebug().addKeyValue("terminal", id).log("Expires soon");
    meters.warned();
    event(
        id,
        TerminalExpiring.newBuilder()
            .setTerminalId(id)
            .setLastBeatAt(instant(lastBeat))
            .setExpiresAt(Instant.ofEpochMilli(expiresAt))
            .build(),
        now);
  }

  @Override
  public void expire(UUID id, EndReason reason, long lastBeat, long dueAt, long now) {
    LOG.atInfo().addKeyValue("terminal", id).addKeyValue("reason", reason).log("Expired");
    meters.expired(now - dueAt);
    // A trace of its own: the end of a terminal is far from its request.
    try (Stretch stretch = traces.begin(Traces.Kind.PRODUCER, "publish TerminalExpired")) {
      stretch.tag("terminal", id).tag("reason", reason);
      event(
          id,
          TerminalExpired.newBuilder()
              .setTerminalId(id)
              .setReason(reason)
              .setLastBeatAt(instant(lastBeat))
              .setExpiredAt(Instant.ofEpochMilli(now))
              .build(),
          now);
    }
  }

  @Override
  public void erase(byte[] key, long now) {
    meters.tombstone();
    context().forward(new Record<byte[], Object>(key, null, now), ReaperTopology.TOMBSTONES);
  }

  @Override
  public void ignored(UUID id, String what) {
    LOG.atWarn().addKeyValue("terminal", id).log("By a stranger, and ignored: {}", what);
    meters.ignored(what);
  }

  private void event(UUID id, Object event, long now) {
    Headers headers = new RecordHeaders();
    TraceParent.write(traces.here(), headers);
    context().forward(new Record<>(Reading.key(id), event, now, headers), ReaperTopology.EVENTS);
  }

  private ProcessorContext<byte[], Object> context() {
    return requireNonNull(context, "init() comes first");
  }

  private static @Nullable Instant instant(long lastBeat) {
    return lastBeat == Silence.NO_BEAT ? null : Instant.ofEpochMilli(lastBeat);
  }
}
