package io.kubeterminal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.audit.log.CannotAnswer;
import io.kubeterminal.serde.RegistryUnavailable;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

/** Which failure is whose turn. */
class ComplaintTest {

  @Test
  void whatTheCallerCanMendIsUsage() {
    assertThat(code(new CannotAnswer(CannotAnswer.Kind.USAGE, "no"))).isEqualTo(ExitCode.USAGE);
    assertThat(code(new KafkaException("new", new ConfigException("acks", "x", "no"))))
        .isEqualTo(ExitCode.USAGE);
  }

  @Test
  void whatIsAwayOrForbiddenIsUnreadable() {
    assertThat(code(new TimeoutException("away"))).isEqualTo(ExitCode.UNREADABLE);
    assertThat(code(new RegistryUnavailable("away", null))).isEqualTo(ExitCode.UNREADABLE);
    assertThat(code(new SaslAuthenticationException("who?"))).isEqualTo(ExitCode.UNREADABLE);
    assertThat(code(new CannotAnswer(CannotAnswer.Kind.UNREADABLE, "no")))
        .isEqualTo(ExitCode.UNREADABLE);
    assertThat(
            code(
                new KafkaException(
                    "new", new ConfigException("No resolvable bootstrap urls given"))))
        .isEqualTo(ExitCode.UNREADABLE);
  }

  @Test
  void whatIsForbiddenPointsToTheRights() {
    Complaint complaint = Complaint.of(new TopicAuthorizationException(Set.of("terminals")));

    assertThat(complaint.exitCode()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(complaint.sentence()).contains("terminals").contains("docs/acls.md");
  }

  @Test
  void whatNobodyThoughtOfIsADefect() {
    assertThat(code(new IllegalStateException("?"))).isEqualTo(ExitCode.DEFECT);
  }

  private static int code(Exception failure) {
    return Complaint.of(failure).exitCode();
  }
}
