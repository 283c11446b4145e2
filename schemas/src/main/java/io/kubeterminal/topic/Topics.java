package io.kubeterminal.topic;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The topics of kube-terminal, as values. All have the same number of partitions, so that one
 * terminal's records are in the same partition of each.
 */
public final class Topics {

  /** How many partitions each topic gets where nothing else is set. */
  public static final int DEFAULT_PARTITIONS = 12;

  static final Map<String, String> DEAD_LETTER_SETTINGS =
      Map.of(
          CLEANUP_POLICY_CONFIG,
          CLEANUP_POLICY_DELETE,
          RETENTION_MS_CONFIG,
          Long.toString(Duration.ofDays(14).toMillis()),
          // They are deleted by the age of the letter, not of the record in it.
          MESSAGE_TIMESTAMP_TYPE_CONFIG,
          "LogAppendTime");

  /** Only closed segments are compacted, and whoever starts reads all that is not. */
  private static final String SEGMENT_MS = Long.toString(Duration.ofHours(1).toMillis());

  /** The audit log: every event of every terminal, kept for ever, timed by the broker. */
  public static final Topic TERMINAL_EVENTS =
      new Topic(
          "terminal-events",
          Map.of(
              CLEANUP_POLICY_CONFIG, CLEANUP_POLICY_DELETE,
              RETENTION_MS_CONFIG, "-1",
              MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"));

  /** The latest row of each terminal. A row's record keeps the append time of its event. */
  public static final Topic TERMINALS =
      new Topic(
          "terminals",
          Map.of(
              CLEANUP_POLICY_CONFIG,
              CLEANUP_POLICY_COMPACT,
              SEGMENT_MS_CONFIG,
              SEGMENT_MS,
              MESSAGE_TIMESTAMP_TYPE_CONFIG,
              "CreateTime"));

  /**
   * The latest beat of each terminal, and the beacons, timed by the broker. A reaper that was away
   * for less than the compaction lag reads an unbroken chain of beacons.
   */
  public static final Topic TERMINAL_HEARTBEATS =
      new Topic(
          "terminal-heartbeats",
          Map.of(
              CLEANUP_POLICY_CONFIG,
              CLEANUP_POLICY_COMPACT,
              SEGMENT_MS_CONFIG,
              SEGMENT_MS,
              MIN_COMPACTION_LAG_MS_CONFIG,
              Long.toString(Duration.ofMinutes(10).toMillis()),
              MESSAGE_TIMESTAMP_TYPE_CONFIG,
              "LogAppendTime"));

  /** Every topic, dead-letter topics included, in the order in which they are created. */
  public static final List<Topic> ALL =
      Stream.of(TERMINAL_EVENTS, TERMINALS, TERMINAL_HEARTBEATS)
          .flatMap(topic -> Stream.of(topic, topic.deadLetters()))
          .toList();

  private Topics() {}
}
