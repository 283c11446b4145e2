package io.kubeterminal.serde;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** The registry settings of a Kafka client, under Confluent's own names. */
public record RegistrySettings(
    List<URI> urls,
    boolean autoRegister,
    @Nullable String userInfo,
    Duration connectTimeout,
    Duration readTimeout) {

  /** Comma-separated base URLs of a Confluent-compatible registry, tried in order. */
  public static final String URL = "schema.registry.url";

  /** Whether a writer registers its schema (default), or only looks its id up. */
  public static final String AUTO_REGISTER = "auto.register.schemas";

  public static final String CREDENTIALS_SOURCE = "basic.auth.credentials.source";

  /** {@code user:password}, used with {@code basic.auth.credentials.source=USER_INFO}. */
  public static final String USER_INFO = "basic.auth.user.info";

  /** Only TopicRecordNameStrategy is spoken: one topic holds several record types. */
  public static final String STRATEGY = "value.subject.name.strategy";

  public static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
  public static final String READ_TIMEOUT = "http.read.timeout.ms";

  private static final String TOPIC_RECORD_NAME = "TopicRecordNameStrategy";

  private static final ConfigDef DEFINITION =
      new ConfigDef()
          .define(URL, Type.LIST, Importance.HIGH, "Base URLs of the registry.")
          .define(AUTO_REGISTER, Type.BOOLEAN, true, Importance.MEDIUM, "Register on write.")
          .define(CREDENTIALS_SOURCE, Type.STRING, "URL", Importance.MEDIUM, "URL or USER_INFO.")
          .define(USER_INFO, Type.PASSWORD, "", Importance.MEDIUM, "user:password")
          .define(STRATEGY, Type.STRING, TOPIC_RECORD_NAME, Importance.LOW, "Subject names.")
          .define(CONNECT_TIMEOUT, Type.LONG, 2_000L, Importance.LOW, "Milliseconds.")
          .define(READ_TIMEOUT, Type.LONG, 3_000L, Importance.LOW, "Milliseconds.");

  /**
   * Reads the settings out of a Kafka client's.
   *
   * @throws ConfigException naming the setting and what it may be
   */
  public static RegistrySettings from(Map<String, ?> configs) {
    AbstractConfig config = new AbstractConfig(DEFINITION, configs, false);
    if (!config.getString(STRATEGY).endsWith(TOPIC_RECORD_NAME)) {
      throw new ConfigException(
          STRATEGY, config.getString(STRATEGY), "only " + TOPIC_RECORD_NAME + " is supported");
    }
    return new RegistrySettings(
        config.getList(URL).stream().map(RegistrySettings::url).toList(),
        config.getBoolean(AUTO_REGISTER),
        userInfo(config.getString(CREDENTIALS_SOURCE), config.getPassword(USER_INFO)),
        Duration.ofMillis(config.getLong(CONNECT_TIMEOUT)),
        Duration.ofMillis(config.getLong(READ_TIMEOUT)));
  }

  private static URI url(String text) {
    try {
      URI uri = URI.create(text.strip().replaceAll("/+$", ""));
      if (Arrays.asList("http", "https").contains(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      // told below, with what is allowed
    }
    throw new ConfigException(URL, text, "must be http://host:port or https://host:port");
  }

  private static @Nullable String userInfo(String source, Password userInfo) {
    return switch (source) {
      case "USER_INFO" -> userInfo.value();
      case "URL" -> null;
      default -> throw new ConfigException(CREDENTIALS_SOURCE, source, "must be URL or USER_INFO");
    };
  }

  /** Does not show the password. */
  @Override
  public String toString() {
    return "RegistrySettings[urls=" + urls + ", autoRegister=" + autoRegister + "]";
  }
}
