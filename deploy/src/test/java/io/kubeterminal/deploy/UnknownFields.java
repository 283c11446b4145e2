package io.kubeterminal.deploy;

import io.fabric8.kubernetes.api.model.AnyType;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Finds what Kubernetes' own classes do not know: a field that is misspelt, or in the wrong place,
 * would be dropped without a word by a server, or refused.
 */
final class UnknownFields {

  private static final String MODEL = "io.fabric8.kubernetes.api.model";
  private static final String ADDITIONAL = "additionalProperties";

  private UnknownFields() {}

  /** Paths of unknown fields; of a kind without a class nothing is known. */
  static List<String> in(HasMetadata object) {
    List<String> found = new ArrayList<>();
    if (!(object instanceof GenericKubernetesResource)) {
      look(object, object.getKind() + "/" + object.getMetadata().getName(), found);
    }
    return found;
  }

  private static void look(Object value, String path, List<String> found) {
    switch (value) {
      case null -> {}
      case AnyType any -> {}
      case List<?> list -> list.forEach(item -> look(item, path + "[]", found));
      case Map<?, ?> map ->
          map.forEach((key, item) -> look(item, "%s.%s".formatted(path, key), found));
      default -> {
        if (value.getClass().getName().startsWith(MODEL) && !value.getClass().isEnum()) {
          lookInto(value, path, found);
        }
      }
    }
  }

  private static void lookInto(Object value, String path, List<String> found) {
    for (Field field : value.getClass().getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers())) {
        continue;
      }
      Object content = read(field, value);
      if (field.getName().equals(ADDITIONAL)) {
        ((Map<?, ?>) content).keySet().forEach(key -> found.add(path + "." + key));
      } else {
        look(content, path + "." + field.getName(), found);
      }
    }
  }

  private static Object read(Field field, Object value) {
    try {
      field.setAccessible(true);
      return field.get(value);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
