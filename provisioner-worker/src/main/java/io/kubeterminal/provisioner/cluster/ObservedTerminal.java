package io.kubeterminal.provisioner.cluster;

import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.Endpoint;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is there of one terminal, as last heard.
 *
 * @param present the parts that are there, those that are being deleted included
 * @param leaving the parts that are there but are being deleted already
 * @param createdAt since when it has been coming up, for the patience with it; time in which the
 *     cluster could not be heard does not count. Null: it is not there
 * @param endpoint where it answers; null: it does not, or not yet
 * @param problem what keeps it from answering, as far as anybody said; null: nobody did
 * @param progress the furthest step of its way up; null: none yet, or it has no steps
 * @param credentialVersion which credential it has, empty where that is not written down; null: it
 *     has none, or never gets another
 */
public record ObservedTerminal(
    Set<Part> present,
    Set<Part> leaving,
    @Nullable Instant createdAt,
    @Nullable Endpoint endpoint,
    @Nullable Problem problem,
    @Nullable CreationStep progress,
    @Nullable String credentialVersion) {

  /** What a terminal is made of. A local terminal has all parts or none. */
  public enum Part {
    SECRET,
    SERVICE,
    DEPLOYMENT
  }

  private static final ObservedTerminal ABSENT =
      new ObservedTerminal(Set.of(), Set.of(), null, null, null, null);

  /** A terminal whose credential is never renewed. */
  public ObservedTerminal(
      Set<Part> present,
      Set<Part> leaving,
      @Nullable Instant createdAt,
      @Nullable Endpoint endpoint,
      @Nullable Problem problem,
      @Nullable CreationStep progress) {
    this(present, leaving, createdAt, endpoint, problem, progress, null);
  }

  public ObservedTerminal {
    present = Set.copyOf(present);
    leaving = Set.copyOf(leaving);
  }

  /** Nothing of it is there. */
  public static ObservedTerminal absent() {
    return ABSENT;
  }

  /** All of it is there, and stays. */
  public static ObservedTerminal whole(
      Instant createdAt, @Nullable Endpoint endpoint, @Nullable Problem problem) {
    return new ObservedTerminal(
        EnumSet.allOf(Part.class), Set.of(), createdAt, endpoint, problem, null);
  }

  /** The same, as if it had this credential. */
  public ObservedTerminal withCredential(String version) {
    return new ObservedTerminal(present, leaving, createdAt, endpoint, problem, progress, version);
  }

  /** Nothing of it is there. */
  public boolean gone() {
    return present.isEmpty();
  }

  /** All of it is there. */
  public boolean complete() {
    return present.size() == Part.values().length;
  }

  /** All that is still there is being deleted already. */
  public boolean onlyLeaving() {
    return leaving.containsAll(present);
  }
}
