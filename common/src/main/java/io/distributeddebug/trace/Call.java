package io.distributeddebug.trace;

import io.distributeddebug.telemetry.Peer;

/**
 * One hop of a request, as the spans on both its sides tell it.
 *
 * @param span the called side's span where there is one, else the calling side's
 * @param caller a service; of {@link Way#RECEIVED} the topic or queue
 * @param callerOperation the operation by which the caller was entered; of a queue empty
 * @param callee a service, or the topic, queue, database, cache or host
 * @param calleeOperation what is called there; of a peer without spans, the calling span's name
 * @param peerKind what the callee is (of RECEIVED: the caller); NONE for a service
 * @param durationNanos as the caller saw it where it waited, else of the called side
 * @param waitNanos of RECEIVED from the end of the sending to the start of the receiving, else what
 *     the caller waited longer than the called side worked; below 0: not known
 */
public record Call(
    int span,
    Way way,
    String caller,
    String callerOperation,
    String callerInstance,
    String callee,
    String calleeOperation,
    String calleeInstance,
    Peer.Kind peerKind,
    long durationNanos,
    long waitNanos,
    boolean isError,
    boolean isTimeout,
    boolean isRetry) {

  /** How the two sides are joined. */
  public enum Way {
    /** The caller waits; the called side may have left no span. */
    WAITED_FOR,
    /** A message into a topic or queue, or to another service where none is named. */
    SENT,
    /** A message out of a topic or queue. */
    RECEIVED
  }
}
