package io.distributeddebug.flow;

/**
 * What a call took beyond the work of the called side: network and queue. A call into a virtual
 * peer has no called side, its whole duration counts.
 *
 * @param callee service, or name of the virtual peer
 * @param peerKind kind of the virtual peer, empty for a service
 * @param startUnixNanos when the call began
 */
public record Gap(
    String caller,
    String callerOperation,
    String callee,
    String calleeOperation,
    String peerKind,
    long nanos,
    long startUnixNanos) {}
