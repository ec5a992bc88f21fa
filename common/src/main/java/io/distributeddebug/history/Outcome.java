package io.distributeddebug.history;

/** How a transaction, or a single operation, ended for its client. */
public enum Outcome {
  /** Acknowledged: it took effect between invocation and completion. */
  OK,
  /** Surely without effect. A failed compare-and-set has still seen that the value was another. */
  FAIL,
  /** Nobody told the client: a write may take effect at any time after its invocation, or never. */
  UNKNOWN
}
