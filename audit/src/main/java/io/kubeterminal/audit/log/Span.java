package io.kubeterminal.audit.log;

/**
 * A stretch of one partition.
 *
 * @param start the first offset of it
 * @param end the first offset behind it
 */
public record Span(long start, long end) {

  boolean isEmpty() {
    return start >= end;
  }
}
