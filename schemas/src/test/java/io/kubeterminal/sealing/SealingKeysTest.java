package io.kubeterminal.sealing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWK;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingKeysTest {

  @TempDir private Path folder;

  @Test
  void a_pair_is_made_once_and_then_stays() throws IOException {
    Path deep = folder.resolve("a/b");
    assertThat(SealingKeys.generateInto(deep)).isTrue();
    String privateKeys = Files.readString(deep.resolve(SealingKeys.PRIVATE_FILE));
    String publicKeys = Files.readString(deep.resolve(SealingKeys.PUBLIC_FILE));

    assertThat(SealingKeys.generateInto(deep)).isFalse();
    assertThat(deep.resolve(SealingKeys.PRIVATE_FILE)).hasContent(privateKeys);
    assertThat(deep.resolve(SealingKeys.PUBLIC_FILE)).hasContent(publicKeys);
    try (Stream<Path> files = Files.list(deep)) {
      assertThat(files).as("no drafts are left").hasSize(2);
    }
  }

  @Test
  void the_files_are_a_pair() throws Exception {
    SealingKeys.generateInto(folder);
    Sealer sealer = new Sealer(SealingKeys.read(folder.resolve(SealingKeys.PUBLIC_FILE)));
    Opener opener = new Opener(SealingKeys.read(folder.resolve(SealingKeys.PRIVATE_FILE)));
    UUID id = UUID.randomUUID();
    assertThat(opener.open(id, sealer.seal(id, "credential"))).isEqualTo("credential");
  }

  @Test
  void a_public_half_that_is_missing_is_made_from_the_private_one() throws IOException {
    SealingKeys.generateInto(folder);
    Path publicFile = folder.resolve(SealingKeys.PUBLIC_FILE);
    String before = Files.readString(publicFile);
    Files.delete(publicFile);
    assertThat(SealingKeys.generateInto(folder)).isFalse();
    assertThat(publicFile).hasContent(before);
  }

  @Test
  void only_its_owner_reads_the_private_half_and_the_public_one_holds_nothing_private()
      throws IOException {
    SealingKeys.generateInto(folder);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve(SealingKeys.PRIVATE_FILE))))
        .isEqualTo("rw-------");
    assertThat(SealingKeys.read(folder.resolve(SealingKeys.PUBLIC_FILE)).getKeys())
        .isNotEmpty()
        .noneMatch(JWK::isPrivate);
  }

  @Test
  void a_file_that_is_no_key_is_named_without_its_content() throws IOException {
    Path file = Files.writeString(folder.resolve("keys.json"), "hunter2");
    assertThatThrownBy(() -> SealingKeys.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageNotContaining("hunter2");
  }
}
