package io.kubeterminal.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.schema.CredentialKind;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenRequestTest {

  private static final OpenRequest REQUEST =
      new OpenRequest("fanux", null, CredentialKind.TOKEN, "secret", "default", null, 600, null);

  /** Kept, because requests of older versions must be recognized. */
  @Test
  void theFingerprintIsHexAndStaysWhatItWas() {
    assertThat(REQUEST.fingerprint())
        .isEqualTo(Digests.hex("fanux\nTOKEN\ndefault\n\n600"))
        .matches("[0-9a-f]{64}");
  }

  @Test
  void anotherCredentialIsTheSameRequest() {
    assertThat(
            new OpenRequest(
                    "fanux", null, CredentialKind.TOKEN, "renewed", "default", null, 600, null)
                .fingerprint())
        .isEqualTo(REQUEST.fingerprint());
  }

  static Stream<OpenRequest> others() {
    return Stream.of(
        new OpenRequest("other", null, CredentialKind.TOKEN, "secret", "default", null, 600, null),
        new OpenRequest(
            "fanux", null, CredentialKind.KUBECONFIG, "secret", "default", null, 600, null),
        new OpenRequest("fanux", null, CredentialKind.TOKEN, "secret", "other", null, 600, null),
        new OpenRequest(
            "fanux", null, CredentialKind.TOKEN, "secret", "default", "image", 600, null),
        new OpenRequest("fanux", null, CredentialKind.TOKEN, "secret", "default", null, 601, null),
        new OpenRequest("fanux", null, CredentialKind.TOKEN, "secret", "default", null, 600, 600),
        new OpenRequest("fanux", "f", CredentialKind.TOKEN, "secret", "default", null, 600, null));
  }

  @ParameterizedTest
  @MethodSource("others")
  void anythingElseIsAnotherRequest(OpenRequest other) {
    assertThat(other.fingerprint()).isNotEqualTo(REQUEST.fingerprint());
  }

  @Test
  void theCredentialIsNotShown() {
    assertThat(REQUEST.toString()).contains("fanux").doesNotContain("secret");
  }
}
