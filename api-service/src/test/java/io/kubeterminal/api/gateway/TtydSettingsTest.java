package io.kubeterminal.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.kubeterminal.sealing.ShellKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

class TtydSettingsTest {

  @TempDir Path folder;

  @Test
  void theKeysAreReadFromTheFile() throws IOException {
    ShellKeys.generateInto(folder);
    Path file = folder.resolve(ShellKeys.FILE);
    UUID id = UUID.randomUUID();
    assertThat(keys(file.toString()).credential(id)).isEqualTo(ShellKeys.read(file).credential(id));
  }

  @Test
  void withoutAFileOfKeysThereIsNoStartAndTheErrorSaysHowToMakeOne() throws IOException {
    Path wrong = Files.writeString(folder.resolve("wrong"), "too-short\n");
    for (String file : Stream.of(null, "", "/nowhere", "\0", wrong.toString()).toList()) {
      assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
          .isThrownBy(() -> keys(file))
          .satisfies(
              e -> {
                assertThat(e.getName()).isEqualTo("terminal.ttyd.key-file");
                assertThat(e.getReason())
                    .contains("generate-key")
                    .doesNotContain("\n", "too-short");
              });
    }
  }

  private static ShellKeys keys(String file) {
    return new GatewayConfiguration().shellKeys(new TtydSettings(file)).get();
  }
}
