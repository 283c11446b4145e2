package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.PartialObjectMetadataList;
import io.fabric8.kubernetes.client.dsl.MetadataListable;
import io.kubeterminal.provisioner.manifest.TerminalLabels;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Which Secrets are there, and which credential each holds. They are not watched: a watch would
 * bring everybody's token into this process. Only their names and annotations are listed.
 */
final class SecretNames {

  private final Supplier<? extends MetadataListable> ours;
  private final SeenObjects<HasMetadata, String> seen;
  private final Consumer<UUID> changed;
  private volatile boolean listed;

  SecretNames(
      Supplier<? extends MetadataListable> ours, InstantSource clock, Consumer<UUID> changed) {
    this.ours = ours;
    this.seen = new SeenObjects<>((secret, before, now) -> version(secret), clock);
    this.changed = changed;
  }

  SeenObjects<HasMetadata, String> seen() {
    return seen;
  }

  boolean synced() {
    return listed;
  }

  void refresh() {
    PartialObjectMetadataList names =
        ours.get().listAsPartialObjectMetadata(WatchedKind.fromCache());
    Set<UUID> scope = seen.terminals();
    var secrets = TerminalLabels.<HasMetadata>byTerminal(names.getItems());
    seen.listed(scope, secrets, names.getMetadata().getResourceVersion()).forEach(changed);
    listed = true;
  }

  /** Which credential it holds, as far as that is written on it. */
  private static String version(HasMetadata secret) {
    Map<String, String> annotations = secret.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(TerminalLabels.CREDENTIAL, "");
  }

  /** Takes note of a Secret that the API server returned to us, without what it holds. */
  void returned(HasMetadata secret) {
    PartialObjectMetadata name = new PartialObjectMetadata();
    name.setMetadata(secret.getMetadata());
    UUID terminalId = TerminalLabels.terminalOf(name);
    if (terminalId != null && seen.offer(terminalId, name)) {
      changed.accept(terminalId);
    }
  }
}
