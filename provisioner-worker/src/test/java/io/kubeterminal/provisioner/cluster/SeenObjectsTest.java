package io.kubeterminal.provisioner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SeenObjectsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  private final UUID id = new UUID(0, 1);
  private final UUID other = new UUID(0, 2);
  private final SeenObjects<Pod, String> seen =
      new SeenObjects<>((pod, before, now) -> pod.getMetadata().getName(), () -> NOW);

  @Test
  void an_older_version_changes_nothing() {
    assertThat(seen.offer(id, pod("u", 5, "new"))).isTrue();
    assertThat(seen.offer(id, pod("u", 4, "old"))).isFalse();
    assertThat(seen.offer(id, pod("u", 5, "same"))).isFalse();
    assertThat(seen.only(id).facts()).isEqualTo("new");
  }

  @Test
  void what_is_gone_does_not_come_back_by_late_news() {
    seen.offer(id, pod("u", 5, "a"));
    assertThat(seen.gone(id, "u")).isTrue();
    assertThat(seen.offer(id, pod("u", 6, "late"))).isFalse();
    assertThat(seen.terminals()).isEmpty();
  }

  @Test
  void what_a_list_does_not_hold_is_gone_unless_it_is_newer_than_the_list() {
    seen.offer(id, pod("u", 5, "a"));
    seen.offer(other, pod("v", 9, "b"));
    Set<UUID> changed = seen.listed(Set.of(id, other), Map.of(), "8");
    assertThat(changed).containsExactly(id);
    assertThat(seen.terminals()).containsExactly(other);
  }

  @Test
  void a_list_says_nothing_about_terminals_it_was_not_made_for() {
    seen.offer(other, pod("v", 5, "b"));
    assertThat(seen.listed(Set.of(id), Map.of(), "8")).isEmpty();
    assertThat(seen.terminals()).containsExactly(other);
  }

  @Test
  void a_list_brings_what_was_missed() {
    assertThat(seen.listed(Set.of(id), Map.of(pod("u", 5, "a"), id), "8")).containsExactly(id);
    assertThat(seen.only(id).facts()).isEqualTo("a");
  }

  @Test
  void the_newest_of_a_name_counts() {
    seen.offer(id, pod("new", 9, "second"));
    seen.offer(id, pod("old", 5, "first"));
    assertThat(seen.only(id).facts()).isEqualTo("second");
    assertThat(seen.of(id)).hasSize(2);
  }

  private static Pod pod(String uid, int version, String name) {
    return new PodBuilder()
        .withNewMetadata()
        .withUid(uid)
        .withResourceVersion(Integer.toString(version))
        .withName(name)
        .endMetadata()
        .build();
  }
}
