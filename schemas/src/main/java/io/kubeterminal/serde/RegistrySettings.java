package io.kubeterminal.serde;

import static org.apache.kafka.common.config.ConfigDef.Range.atLeast;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigException;
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

  /** {@code URL} (default: what stands before the @ of the first URL that has it), or USER_INFO. */
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
          .define(CONNECT_TIMEOUT, Type.LONG, 2_000L, atLeast(1), Importance.LOW, "Milliseconds.")
          .define(READ_TIMEOUT, Type.LONG, 3_000L, atLeast(1), Importance.LOW, "Milliseconds.");

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
    List<URI> urls = config.getList(URL).stream().map(RegistrySettings::url).toList();
    if (urls.isEmpty()) {
      throw new ConfigException(URL, "", "must be http://host:port or https://host:port");
    }
    return new RegistrySettings(
        urls.stream().map(RegistrySettings::withoutUserInfo).toList(),
        config.getBoolean(AUTO_REGISTER),
        userInfo(config, urls),
        Duration.ofMillis(config.getLong(CONNECT_TIMEOUT)),
        Duration.ofMillis(config.getLong(READ_TIMEOUT)));
  }

  private static URI url(String text) {
    try {
      URI uri = URI.create(text.strip().replaceAll("/+$", ""));
      if (List.of("http", "https").contains(uri.getScheme()) && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      // told below, with what is allowed
    }
    String shown = text.replaceAll("[^/]*@", "***@");
    throw new ConfigException(URL, shown, "must be http://host:port or https://host:port");
  }

  /** Addresses are shown in logs and errors: credentials are taken out of them. */
  private static URI withoutUserInfo(URI url) {
    return url.getRawUserInfo() == null
        ? url
        : URI.create(url.toString().replaceFirst("//[^/]*@", "//"));
  }

  private static @Nullable String userInfo(AbstractConfig config, List<URI> urls) {
    String source = config.getString(CREDENTIALS_SOURCE);
    return switch (source) {
      case "USER_INFO" -> config.getPassword(USER_INFO).value();
      case "URL" ->
          urls.stream().map(URI::getUserInfo).filter(Objects::nonNull).findFirst().orElse(null);
      default -> throw new ConfigException(CREDENTIALS_SOURCE, source, "must be URL or USER_INFO");
    };
  }

  /** Does not show the password. */
  @Override
  public String toString() {
    return "RegistrySettings[urls=" + urls + ", autoRegister=" + autoRegister + "]";
  }
}
