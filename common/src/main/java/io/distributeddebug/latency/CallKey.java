package io.distributeddebug.latency;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Set;

/**
 * Who calls what.
 *
 * @param callerOperation the operation by which the caller was entered
 * @param callee a service, or the name of a virtual peer
 * @param calleeOperation what is called; of a virtual peer, the name of the calling span; empty
 *     where the called side has left no span
 * @param peerKind {@code service}, {@code database}, {@code cache}, {@code queue} or {@code
 *     external}
 */
public record CallKey(
    String caller, String callerOperation, String callee, String calleeOperation, String peerKind)
    implements Comparable<CallKey>, Serializable {
  private static final Comparator<CallKey> ORDER =
      Comparator.comparing(CallKey::caller)
          .thenComparing(CallKey::callee)
          .thenComparing(CallKey::peerKind)
          .thenComparing(CallKey::callerOperation)
          .thenComparing(CallKey::calleeOperation);

  @Override
  public int compareTo(CallKey other) {
    return ORDER.compare(this, other);
  }

  /** The same call; an external host that is one of these services is that service. */
  CallKey among(Set<String> services) {
    return peerKind.equals("external") && services.contains(callee)
        ? new CallKey(caller, callerOperation, callee, calleeOperation, "service")
        : this;
  }

  /** The same two ends, whatever the operations. */
  public CallKey withoutOperations() {
    return new CallKey(caller, "", callee, "", peerKind);
  }
}
