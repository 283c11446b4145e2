package io.kubeterminal.reaper;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.KafkaStreams.StateListener;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.LivenessState;
import org.springframework.context.ApplicationEventPublisher;

/**
 * What becomes of a stream thread that dies. Kafka or the registry being away costs time: another
 * thread does the uncommitted work again. Anything else is a broken invariant: the reaper stops
 * loudly, and says that it is no longer alive.
 */
final class StreamsFailures implements StreamsUncaughtExceptionHandler, StateListener {

  private static final Logger LOG = LoggerFactory.getLogger(StreamsFailures.class);

  private final ReaperMeters meters;
  private final ApplicationEventPublisher events;

  StreamsFailures(ReaperMeters meters, ApplicationEventPublisher events) {
    this.meters = meters;
    this.events = events;
  }

  @Override
  public StreamThreadExceptionResponse handle(Throwable failure) {
    if (isTemporary(failure)) {
      meters.threadReplaced();
      LOG.atWarn().setCause(failure).log("A stream thread died; another one takes over");
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
    LOG.atError().setCause(failure).log("The reaper stops: this should not happen");
    return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
  }

  @Override
  public void onChange(State now, State before) {
    LOG.atInfo().addKeyValue("state", now).addKeyValue("before", before).log("Streams changed");
    if (now == State.ERROR) {
      AvailabilityChangeEvent.publish(events, this, LivenessState.BROKEN);
    }
  }

  /** Kafka's own words all the way down, or something on the way that says: try again. */
  static boolean isTemporary(Throwable failure) {
    Throwable last = failure;
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RetriableException) {
        return true;
      }
      last = cause;
    }
    return last instanceof KafkaException;
  }
}
