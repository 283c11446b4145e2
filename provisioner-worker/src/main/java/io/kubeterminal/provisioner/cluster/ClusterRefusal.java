package io.kubeterminal.provisioner.cluster;

/** The cluster understood and said no, for good: quota, admission, an invalid object. */
public final class ClusterRefusal extends Exception {

  /**
   * @param words the cluster's own
   */
  public ClusterRefusal(String words) {
    super(words);
  }
}
