package io.kubeterminal.api.gateway;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The settings {@code terminal.ttyd.*}.
 *
 * @param keyFile path of the file with the keys from which provisioner and gateway derive what each
 *     terminal's ttyd wants to be shown, 1 to 8 of them, one a line, the newest first; required
 */
@ConfigurationProperties("terminal.ttyd")
record TtydSettings(@Nullable String keyFile) {

  static final String RULE =
      "It must be the path of the key file that the provisioner-worker's command generate-key DIR"
          + " writes as ttyd.key, and that can be read: 1 to 8 keys of 32 to 256 printable"
          + " characters, one a line.";
}
