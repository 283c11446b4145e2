package io.kubeterminal.audit;

import io.kubeterminal.audit.log.CannotAnswer;
import io.kubeterminal.serde.RegistryRefusal;
import io.kubeterminal.serde.RegistryUnavailable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;

/** What went wrong, in a sentence that says what to do, and what the process ends with. */
record Complaint(String sentence, int exitCode) {

  private static final String CHECK = ": check --bootstrap-servers and --command-config";

  static Complaint of(Throwable failure) {
    return switch (failure) {
      case CannotAnswer known ->
          new Complaint(
              String.valueOf(known.getMessage()),
              switch (known.kind()) {
                case USAGE -> ExitCode.USAGE;
                case UNREADABLE -> ExitCode.UNREADABLE;
              });
      case RegistryUnavailable away ->
          unreadable(
              away.getMessage() + ": check --schema-registry, or schema.registry.url in FILE");
      case RegistryRefusal refusal ->
          unreadable(refusal.getMessage() + ": check --schema-registry and its credentials");
      case AuthenticationException refused ->
          unreadable("Kafka does not let us in (" + refused.getMessage() + ")" + CHECK);
      case AuthorizationException refused ->
          unreadable(
              "Kafka does not allow that (%s): see docs/acls.md for the rights of User:audit"
                  .formatted(refused.getMessage()));
      case TimeoutException away ->
          unreadable("Kafka does not answer (" + away.getMessage() + ")" + CHECK);
      case ConfigException wrong -> ofSettings(wrong);
      case KafkaException wrapping when wrapping.getCause() instanceof Exception cause -> of(cause);
      case KafkaException other ->
          unreadable("Kafka cannot be used (" + other.getMessage() + ")" + CHECK);
      default ->
          new Complaint(
              "unexpected %s: please report it with this command".formatted(failure),
              ExitCode.DEFECT);
    };
  }

  /** A name that does not resolve is the network's word, though Kafka calls it a setting. */
  private static Complaint ofSettings(ConfigException wrong) {
    String message = String.valueOf(wrong.getMessage());
    return message.contains("resolvable")
        ? unreadable("Kafka cannot be found (" + message + ")" + CHECK)
        : new Complaint(
            "a setting is wrong (" + message + "): check --command-config", ExitCode.USAGE);
  }

  private static Complaint unreadable(String sentence) {
    return new Complaint(sentence, ExitCode.UNREADABLE);
  }
}
