package io.kubeterminal.provisioner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.JWKSet;
import io.kubeterminal.sealing.CannotOpen;
import io.kubeterminal.sealing.Opener;
import io.kubeterminal.sealing.Sealer;
import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.sealing.ShellKeys;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line that makes a sealing key pair. */
class KeyCommandTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final KeyCommand command =
      new KeyCommand(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));

  @Test
  void whatThePublicHalfSealsThePrivateHalfOpens(@TempDir Path folder) throws Exception {
    Path keys = folder.resolve("new/keys");

    assertThat(run("generate-key", keys.toString())).isZero();

    JWKSet publicKeys = SealingKeys.read(keys.resolve(SealingKeys.PUBLIC_FILE));
    JWKSet privateKeys = SealingKeys.read(keys.resolve(SealingKeys.PRIVATE_FILE));
    UUID id = UUID.randomUUID();
    assertThat(new Opener(privateKeys).open(id, new Sealer(publicKeys).seal(id, "token")))
        .isEqualTo("token");
    assertThat(out.toString(UTF_8)).contains(keys.resolve(SealingKeys.PRIVATE_FILE).toString());
  }

  @Test
  void aPairThatIsThereStays(@TempDir Path folder) throws Exception {
    run("generate-key", folder.toString());
    byte[] before = Files.readAllBytes(folder.resolve(SealingKeys.PRIVATE_FILE));

    assertThat(run("generate-key", folder.toString())).isZero();

    assertThat(folder.resolve(SealingKeys.PRIVATE_FILE)).hasBinaryContent(before);
    assertThat(out.toString(UTF_8)).contains("Left as it was");
  }

  @Test
  void afterARotationTheNewKeySealsAndTheOneBeforeStillOpens(@TempDir Path folder)
      throws Exception {
    UUID id = UUID.randomUUID();
    List<String> sealed = new ArrayList<>();
    List<String> credentials = new ArrayList<>();
    run("generate-key", folder.toString());
    for (int i = 0; i < 3; i++) {
      Sealer sealer = new Sealer(SealingKeys.read(folder.resolve(SealingKeys.PUBLIC_FILE)));
      sealed.addFirst(sealer.seal(id, "token"));
      credentials.addFirst(ShellKeys.read(folder.resolve(ShellKeys.FILE)).credential(id));
      if (i < 2) {
        assertThat(run("rotate-key", folder.toString())).isZero();
      }
    }

    Opener opener = new Opener(SealingKeys.read(folder.resolve(SealingKeys.PRIVATE_FILE)));
    assertThat(opener.open(id, sealed.get(0))).isEqualTo("token");
    assertThat(opener.open(id, sealed.get(1))).isEqualTo("token");
    assertThatThrownBy(() -> opener.open(id, sealed.get(2))).isInstanceOf(CannotOpen.class);
    assertThat(ShellKeys.read(folder.resolve(ShellKeys.FILE)).credentials(id))
        .containsExactly(credentials.get(0), credentials.get(1))
        .doesNotHaveDuplicates();
    assertThat(Files.readString(folder.resolve(SealingKeys.PUBLIC_FILE))).doesNotContain("\"d\"");
    for (String secret : List.of(SealingKeys.PRIVATE_FILE, ShellKeys.FILE)) {
      assertThat(Files.getPosixFilePermissions(folder.resolve(secret)))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
  }

  @Test
  void whatIsNotThereIsNotRotated(@TempDir Path folder) {
    assertThat(run("rotate-key", folder.toString())).isEqualTo(1);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void noKeyIsEverPrinted(@TempDir Path folder) throws Exception {
    run("generate-key", folder.toString());
    run("rotate-key", folder.toString());
    String key = Files.readAllLines(folder.resolve(ShellKeys.FILE)).getFirst();
    assertThat(out.toString(UTF_8) + err.toString(UTF_8)).doesNotContain(key);
  }

  @Test
  void wrongArgumentsAreToldHowItGoes() {
    assertThat(run("generate-key")).isEqualTo(2);
    assertThat(run("generate-key", "a", "b")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("generate-key|rotate-key DIR");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));

    assertThat(run("generate-key", file.toString())).isEqualTo(1);
    assertThat(err.toString(UTF_8)).contains(file.toString());
  }

  @Test
  void onlyTheFirstWordMeansTheCommand() {
    assertThat(KeyCommand.isMeant(new String[] {"generate-key"})).isTrue();
    assertThat(KeyCommand.isMeant(new String[] {"rotate-key"})).isTrue();
    assertThat(KeyCommand.isMeant(new String[] {"--x", "generate-key"})).isFalse();
    assertThat(KeyCommand.isMeant(new String[0])).isFalse();
  }

  private int run(String... args) {
    return command.run(args);
  }
}
