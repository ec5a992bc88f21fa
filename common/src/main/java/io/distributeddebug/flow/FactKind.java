package io.distributeddebug.flow;

/**
 * The kinds of facts that are counted over many traces. The parts of each kind's key are its
 * comment; a kind either has a distribution of durations or counts and weights only.
 */
public enum FactKind {
  /** caller, caller's operation, callee, callee's operation */
  GAP(true),
  /** caller, caller's operation, virtual peer, kind of the peer */
  PEER(true),
  /** service, operation */
  SELF(true),
  /** service, instance: self time of whole invocations; weight = failed ones */
  INSTANCE(true),
  /** service, entry operation: duration of whole invocations; weight = failed ones */
  INVOCATION(true),
  /** service, entry operation, previous event, event, {@code error} or empty */
  STEP(false),
  /** service: traces that pass through it */
  TRACES(false),
  /** service, error event: traces in which it shows */
  ERROR_TRACES(false),
  /** caller, callee: calls; weight = repeats of failed calls */
  CALL(false),
  /** service, version: invocations */
  VERSION(false);

  private final boolean timed;

  FactKind(boolean timed) {
    this.timed = timed;
  }

  /** Whether a tally of this kind holds a distribution of durations. */
  public boolean isTimed() {
    return timed;
  }
}
