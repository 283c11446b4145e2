package io.kubeterminal.provisioner.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kubeterminal.sealing.CredentialVersion;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How an object is named and marked as part of a terminal of one installation. */
public final class TerminalLabels {

  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String INSTALLATION = "kubeterminal.io/installation";
  public static final String TERMINAL = "kubeterminal.io/terminal";

  /** Annotation, not label: a user's name need not be a legal label value. */
  public static final String OWNER = "kubeterminal.io/owner";

  /** Annotation of the Secret: which credential it holds, see {@link CredentialVersion}. */
  public static final String CREDENTIAL = "kubeterminal.io/credential";

  static final String MANAGER = "kube-terminal";

  private static final String NAME_PREFIX = "terminal-";

  private TerminalLabels() {}

  /** The name of the terminal's Secret, Service and Deployment. */
  public static String name(UUID terminalId) {
    return NAME_PREFIX + terminalId;
  }

  /** What every object of {@code installation} carries. */
  public static Map<String, String> ofInstallation(String installation) {
    return Map.of(MANAGED_BY, MANAGER, INSTALLATION, installation);
  }

  /** What every object of one terminal carries. */
  public static Map<String, String> of(String installation, UUID terminalId) {
    Map<String, String> labels = new TreeMap<>(ofInstallation(installation));
    labels.put(TERMINAL, terminalId.toString());
    return labels;
  }

  /** The terminal an object belongs to by its label; null: none, so it is not ours. */
  public static @Nullable UUID terminalOf(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    String text = labels == null ? null : labels.get(TERMINAL);
    try {
      return text == null ? null : UUID.fromString(text);
    } catch (IllegalArgumentException writtenByHand) {
      return null;
    }
  }

  /**
   * The objects that belong to a terminal, and to which.
   *
   * @param objects null: none, as the API server lists no names at all
   */
  public static <T extends HasMetadata> Map<T, UUID> byTerminal(
      @Nullable Iterable<? extends T> objects) {
    Map<T, UUID> found = new IdentityHashMap<>();
    if (objects == null) {
      return found;
    }
    for (T object : objects) {
      UUID terminalId = terminalOf(object);
      if (terminalId != null) {
        found.put(object, terminalId);
      }
    }
    return found;
  }

  /** What the terminal's pod is selected by; never changes, for a selector must not. */
  static Map<String, String> selector(String installation, UUID terminalId) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(INSTALLATION, installation);
    labels.put(TERMINAL, terminalId.toString());
    return labels;
  }
}
