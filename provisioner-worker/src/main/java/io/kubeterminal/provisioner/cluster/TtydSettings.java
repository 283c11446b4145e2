package io.kubeterminal.provisioner.cluster;

import io.kubeterminal.sealing.KeyFile;
import io.kubeterminal.sealing.ShellKeys;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What keeps strangers out of ttyd, {@code terminal.ttyd.*}, the same for the gateway.
 *
 * @param keyFile path of the file with the keys from which provisioner and gateway derive what each
 *     terminal's ttyd wants to be shown, 1 to 8 of them, one a line, the newest first; required
 */
@ConfigurationProperties("terminal.ttyd")
public record TtydSettings(@Nullable Path keyFile) {

  KeyFile<ShellKeys> keys() throws IOException {
    if (keyFile == null) {
      throw new IllegalArgumentException(
          "terminal.ttyd.key-file must be the path of the file that the gateway has too;"
              + " 'java -jar provisioner-worker.jar generate-key DIR' makes one");
    }
    return new KeyFile<>(keyFile, ShellKeys::read);
  }
}
