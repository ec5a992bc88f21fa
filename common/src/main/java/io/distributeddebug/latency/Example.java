package io.distributeddebug.latency;

import java.io.Serializable;

/**
 * A trace that shows something, chosen so that the order of the data does not matter: the largest
 * value, of equal ones the smallest id.
 *
 * @param traceId empty where there is none yet
 */
public record Example(String traceId, long value) implements Serializable {
  public static final Example NONE = new Example("", Long.MIN_VALUE);

  Example or(Example other) {
    if (traceId.isEmpty() || other.traceId.isEmpty()) {
      return traceId.isEmpty() ? other : this;
    }
    if (value != other.value) {
      return value > other.value ? this : other;
    }
    return traceId.compareTo(other.traceId) <= 0 ? this : other;
  }
}
