package io.kubeterminal.api;

import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Settings records as Spring binds them, for tests without a context. */
public final class SettingsOf {

  private SettingsOf() {}

  public static <T> T bind(Class<T> type, String prefix, Map<String, ?> properties) {
    return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
  }

  public static ApiSettings defaults() {
    return bind(ApiSettings.class, "terminal.api", Map.of());
  }
}
