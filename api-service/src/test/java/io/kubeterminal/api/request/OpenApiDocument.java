package io.kubeterminal.api.request;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** openapi.yaml, as far as tests compare it with the code. */
record OpenApiDocument(Map<String, Object> content) {

  static OpenApiDocument read() {
    try (InputStream file =
        OpenApiDocument.class.getResourceAsStream("/api-service/openapi.yaml")) {
      return new OpenApiDocument(new Yaml().load(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Method and path of every operation. */
  Set<String> operations() {
    return responses().keySet();
  }

  /** Method, path and status of every answer but the default. */
  Set<String> answers() {
    Set<String> answers = new TreeSet<>();
    responses()
        .forEach(
            (operation, statuses) ->
                statuses.stream()
                    .filter(status -> !status.equals("default"))
                    .forEach(status -> answers.add(operation + " " + status)));
    return answers;
  }

  private Map<String, Set<String>> responses() {
    Map<String, Set<String>> found = new TreeMap<>();
    in(content, "paths")
        .forEach(
            (path, item) ->
                map(item)
                    .forEach(
                        (method, operation) -> {
                          if (operation instanceof Map<?, ?>) {
                            found.put(
                                method.toUpperCase(Locale.ROOT) + " " + path,
                                in(operation, "responses").keySet());
                          }
                        }));
    return found;
  }

  Set<String> properties(String schema) {
    return in(schema(schema), "properties").keySet();
  }

  @SuppressWarnings("unchecked")
  List<String> values(String schema) {
    return (List<String>) schema(schema).get("enum");
  }

  @SuppressWarnings("unchecked")
  List<String> values(String schema, String property) {
    return (List<String>) in(in(schema(schema), "properties"), property).get("enum");
  }

  private Map<String, Object> schema(String name) {
    return in(in(in(content, "components"), "schemas"), name);
  }

  private static Map<String, Object> in(Object parent, String name) {
    return map(map(parent).get(name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }
}
