package io.kubeterminal.provisioner.cluster;

/** What a cluster says of a token. */
public enum TokenVerdict {
  /** It is somebody's. */
  ACCEPTED,
  /** It is nobody's, or nobody's any more. */
  REFUSED,
  /** Nobody can tell here, or not now. */
  UNKNOWN
}
