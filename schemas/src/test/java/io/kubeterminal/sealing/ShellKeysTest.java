package io.kubeterminal.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShellKeysTest {

  private static final UUID ID = UUID.fromString("6f1b1a3e-8a64-4d5e-9d0c-2f6f0f0a4b11");
  private static final UUID OTHER = UUID.fromString("00000000-0000-4000-8000-000000000001");
  private static final String NEW = "n".repeat(32);
  private static final String OLD = "o".repeat(32);

  @TempDir Path folder;

  @Test
  void derives_the_same_credential_everywhere() {
    // printf 'ttyd 6f1b1a3e-8a64-4d5e-9d0c-2f6f0f0a4b11' | openssl dgst -sha256 -hmac nnn...n
    assertThat(new ShellKeys(List.of(NEW)).credential(ID))
        .isEqualTo("terminal:QWxSobrlgz8ZFUSkaRKVsJEikeIWYKtxXStReZM8aOE");
  }

  @Test
  void gives_each_terminal_another_credential() {
    ShellKeys keys = new ShellKeys(List.of(NEW));
    assertThat(keys.credential(ID)).isNotEqualTo(keys.credential(OTHER));
  }

  @Test
  void knows_the_credentials_of_older_keys_behind_the_newest_one() {
    ShellKeys rotated = new ShellKeys(List.of(NEW, OLD));
    assertThat(rotated.credentials(ID))
        .containsExactly(rotated.credential(ID), new ShellKeys(List.of(OLD)).credential(ID));
  }

  @Test
  void makes_a_key_that_only_its_owner_can_read_and_keeps_it() throws IOException {
    assertThat(ShellKeys.generateInto(folder)).isTrue();
    String credential = ShellKeys.read(folder.resolve(ShellKeys.FILE)).credential(ID);

    assertThat(ShellKeys.generateInto(folder)).isFalse();
    assertThat(ShellKeys.read(folder.resolve(ShellKeys.FILE)).credential(ID)).isEqualTo(credential);
    assertThat(Files.getPosixFilePermissions(folder.resolve(ShellKeys.FILE)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void refuses_short_keys_without_showing_them() throws IOException {
    Path file = Files.writeString(folder.resolve("short"), "secret-but-short\n");
    assertThatIOException()
        .isThrownBy(() -> ShellKeys.read(file))
        .withMessageContaining("32 to 256")
        .withMessageNotContaining("secret-but-short");
  }

  @Test
  void refuses_no_key_and_too_many() {
    assertThatIllegalArgumentException().isThrownBy(() -> new ShellKeys(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ShellKeys(Collections.nCopies(9, NEW)));
  }
}
