package io.kubeterminal.provisioner.manifest;

/** When a node pulls the terminal's image. */
public enum PullPolicy {
  ALWAYS("Always"),
  IF_NOT_PRESENT("IfNotPresent"),
  NEVER("Never");

  private final String word;

  PullPolicy(String word) {
    this.word = word;
  }

  /** As Kubernetes spells it. */
  String word() {
    return word;
  }
}
