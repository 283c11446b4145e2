package io.kubeterminal.embedded;

import io.kubeterminal.embedded.RegistryEntry.Level;
import io.kubeterminal.embedded.RegistryEntry.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/**
 * What the registry knows, and its rules. A change goes to the log first and only then changes what
 * is known; {@link #apply} alone does that, so reading the log again gives the same ids.
 *
 * <p>A schema's id is global: the same text under another subject has the same id, and keeps it
 * after a delete.
 */
final class SchemaStore {

  private final Consumer<RegistryEntry> log;
  private final Map<String, TreeMap<Integer, Version>> subjects = new TreeMap<>();
  private final Map<Integer, String> textOfId = new HashMap<>();
  private final Map<String, Integer> idOfText = new HashMap<>();
  private final Map<String, Compatibility> levels = new HashMap<>();
  private Compatibility defaultLevel = Compatibility.BACKWARD;
  private int lastId;

  /**
   * @param log takes an entry and returns once it is kept; throws if it cannot be
   */
  SchemaStore(Consumer<RegistryEntry> log) {
    this.log = log;
  }

  synchronized void apply(RegistryEntry entry) {
    switch (entry) {
      case Version version -> {
        subjects
            .computeIfAbsent(version.subject(), subject -> new TreeMap<>())
            .put(version.version(), version);
        textOfId.put(version.id(), version.schema());
        idOfText.put(version.schema(), version.id());
        lastId = Math.max(lastId, version.id());
      }
      case Level level -> {
        if (level.subject() == null) {
          defaultLevel = level.compatibility();
        } else {
          levels.put(level.subject(), level.compatibility());
        }
      }
    }
  }

  /**
   * The id of {@code text} under {@code subject}, registered now unless it is already.
   *
   * @throws RegistryError if it is no Avro schema, or the subject's compatibility level forbids it
   */
  synchronized int register(String subject, String text) {
    Schema schema = parse(text);
    Optional<Version> known = find(subject, schema);
    if (known.isPresent()) {
      return known.get().id();
    }
    List<String> objections = levelOrDefault(subject).objections(schema, schemas(live(subject)));
    if (!objections.isEmpty()) {
      throw RegistryError.incompatible(subject, objections.toString());
    }
    String canonical = schema.toString();
    int id = idOfText.getOrDefault(canonical, lastId + 1);
    // A deleted version's number is never given again.
    TreeMap<Integer, Version> all = subjects.getOrDefault(subject, new TreeMap<>());
    int version = all.isEmpty() ? 1 : all.lastKey() + 1;
    change(new Version(subject, version, id, canonical, false));
    return id;
  }

  synchronized Version lookUp(String subject, String text) {
    Schema schema = parse(text);
    existing(subject);
    return find(subject, schema).orElseThrow(RegistryError::noSchema);
  }

  synchronized String schema(int id) {
    String text = textOfId.get(id);
    if (text == null) {
      throw RegistryError.noSchema();
    }
    return text;
  }

  synchronized List<String> subjects() {
    return subjects.keySet().stream().filter(subject -> !live(subject).isEmpty()).toList();
  }

  synchronized List<Integer> versions(String subject) {
    return existing(subject).stream().map(Version::version).toList();
  }

  /** One version of a subject: a number or {@code latest}. */
  synchronized Version version(String subject, String version) {
    List<Version> versions = existing(subject);
    if (version.equals("latest")) {
      return versions.getLast();
    }
    int number = number(version);
    return versions.stream()
        .filter(candidate -> candidate.version() == number)
        .findFirst()
        .orElseThrow(() -> RegistryError.noVersion(version));
  }

  /** What the subject's level says against {@code text} after {@code version}. */
  synchronized List<String> objections(String subject, String version, String text) {
    Schema schema = parse(text);
    Version against = version(subject, version);
    return levelOrDefault(subject).objections(schema, schemas(List.of(against)));
  }

  /** Deletes every version; ids stay known, since records may carry them. */
  synchronized List<Integer> delete(String subject) {
    List<Version> versions = existing(subject);
    for (Version old : versions) {
      change(new Version(subject, old.version(), old.id(), old.schema(), true));
    }
    return versions.stream().map(Version::version).toList();
  }

  synchronized Compatibility defaultLevel() {
    return defaultLevel;
  }

  /** The subject's own level; there may be none. */
  synchronized Optional<Compatibility> level(String subject) {
    return Optional.ofNullable(levels.get(subject));
  }

  synchronized void setLevel(@Nullable String subject, Compatibility level) {
    change(new Level(subject, level));
  }

  private void change(RegistryEntry entry) {
    log.accept(entry);
    apply(entry);
  }

  private Compatibility levelOrDefault(String subject) {
    return level(subject).orElse(defaultLevel);
  }

  private Optional<Version> find(String subject, Schema schema) {
    String canonical = schema.toString();
    return live(subject).stream()
        .filter(version -> version.schema().equals(canonical))
        .reduce((older, newer) -> newer);
  }

  private List<Version> existing(String subject) {
    List<Version> versions = live(subject);
    if (versions.isEmpty()) {
      throw RegistryError.noSubject(subject);
    }
    return versions;
  }

  private List<Version> live(String subject) {
    List<Version> versions =
        new ArrayList<>(subjects.getOrDefault(subject, new TreeMap<>()).values());
    versions.removeIf(Version::deleted);
    return versions;
  }

  private static List<Schema> schemas(List<Version> versions) {
    return versions.stream().map(version -> parse(version.schema())).toList();
  }

  private static Schema parse(String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (SchemaParseException e) {
      throw RegistryError.invalidSchema(String.valueOf(e.getMessage()));
    }
  }

  private static int number(String version) {
    try {
      int number = Integer.parseInt(version);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, with what is allowed
    }
    throw RegistryError.invalidVersion(version);
  }
}
