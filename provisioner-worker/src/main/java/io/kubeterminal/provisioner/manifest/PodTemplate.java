package io.kubeterminal.provisioner.manifest;

import com.fasterxml.jackson.annotation.JsonAnySetter;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.introspect.MixInResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * An operator's own rules for pods, merged into the template of each: maps merge, lists of named
 * things merge by name, other lists replace, and null deletes.
 */
final class PodTemplate {

  private static final TypeReference<LinkedHashMap<String, Object>> TREE = new TypeReference<>() {};

  /** Refuses a field that no pod has: a rule with a slip of the pen would protect nobody. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .mixInOverrides(new KnownFieldsOnly())
          .build();

  private final Map<String, Object> rules;

  private PodTemplate(Map<String, Object> rules) {
    this.rules = rules;
  }

  /**
   * @param file null: there are no rules
   * @throws IllegalArgumentException if it cannot be read, in one line
   */
  static PodTemplate read(@Nullable Path file) {
    if (file == null) {
      return new PodTemplate(Map.of());
    }
    try {
      Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
      if (!(tree instanceof Map<?, ?>)) {
        throw new IllegalArgumentException(
            file + " must be the YAML of a pod template: a map with metadata or spec");
      }
      return new PodTemplate(MAPPER.convertValue(tree, TREE));
    } catch (IOException | YAMLException e) {
      throw new IllegalArgumentException(file + " cannot be read: " + firstLine(e), e);
    }
  }

  /**
   * @throws IllegalArgumentException if what comes out is no pod template, in one line
   */
  PodTemplateSpec mergedInto(PodTemplateSpec template) {
    if (rules.isEmpty()) {
      return template;
    }
    try {
      Map<String, Object> merged = merged(MAPPER.convertValue(template, TREE), rules);
      return MAPPER.convertValue(merged, PodTemplateSpec.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException("no pod template: " + firstLine(e), e);
    }
  }

  private static Map<String, Object> merged(Map<?, ?> base, Map<?, ?> rules) {
    Map<String, Object> merged = new LinkedHashMap<>();
    base.forEach((key, value) -> merged.put(String.valueOf(key), value));
    rules.forEach(
        (name, rule) -> {
          String key = String.valueOf(name);
          if (rule == null) {
            merged.remove(key);
          } else {
            merged.put(key, merged(merged.get(key), rule));
          }
        });
    return merged;
  }

  private static Object merged(@Nullable Object base, Object rule) {
    if (rule instanceof Map<?, ?> rules) {
      return merged(base instanceof Map<?, ?> map ? map : Map.of(), rules);
    }
    if (rule instanceof List<?> rules && base instanceof List<?> list && named(rules)) {
      return named(list) ? byName(list, rules) : rule;
    }
    return rule;
  }

  private static List<Object> byName(List<?> base, List<?> rules) {
    Map<Object, Object> merged = new LinkedHashMap<>();
    base.forEach(item -> merged.put(name(item), item));
    rules.forEach(rule -> merged.merge(name(rule), rule, PodTemplate::merged));
    return new ArrayList<>(merged.values());
  }

  private static boolean named(List<?> list) {
    return list.stream().allMatch(item -> item instanceof Map<?, ?> map && map.get("name") != null);
  }

  private static Object name(Object item) {
    return Objects.requireNonNull(((Map<?, ?>) item).get("name"));
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static final class KnownFieldsOnly implements MixInResolver {

    private static final String MODEL = "io.fabric8.kubernetes.api.model";

    /** The one method that takes every field that there is not. */
    interface WithoutOthers {
      @JsonAnySetter(enabled = false)
      void setAdditionalProperty(String name, Object value);
    }

    @Override
    public @Nullable Class<?> findMixInClassFor(Class<?> type) {
      return type.getName().startsWith(MODEL) ? WithoutOthers.class : null;
    }

    @Override
    public boolean hasMixIns() {
      return true;
    }

    @Override
    public MixInResolver snapshot() {
      return this;
    }
  }
}
