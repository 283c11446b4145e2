package io.kubeterminal.quickstart;

import java.nio.file.Path;

/** What the console says once everything runs: where to go, and what programs need to know. */
final class Welcome {

  private Welcome() {}

  /**
   * @param once a key that opens once. It stands behind the #, so no browser sends it along
   * @param keyFile holds the key that programs use
   * @param loginFile holds what clients of Kafka and of the registry set
   */
  static String text(String url, String once, Path keyFile, KafkaAccess kafka, Path loginFile) {
    return """

    Ready. Open this in a browser; the key in it opens once:

        %1$s/#key=%2$s

    For programs: the API at %1$s (described at %1$s/openapi.yaml), the key in a file:
      curl -s %1$s/api/v1/terminals -H "Authorization: Bearer $(cat %3$s)"
    For other services: Kafka %4$s, schema registry %5$s, the login of both in
      %6$s

    Ctrl-C ends it and keeps the data.
    """
        .formatted(url, once, keyFile, kafka.bootstrapServers(), kafka.registryUrl(), loginFile);
  }
}
