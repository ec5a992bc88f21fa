package io.distributeddebug.trace;

/** What a stretch of the critical path was spent on. */
public enum SegmentKind {
  /** The span's own code, or waiting that nothing tells apart from it. */
  SELF("self"),
  /** From the caller's start to the start of the called side. */
  NETWORK_REQUEST("network_request"),
  /** From the end of the called side to the caller's end. */
  NETWORK_RESPONSE("network_response"),
  /** Handing a message over, or a message waiting to be taken. */
  QUEUE("queue"),
  /** A caller waiting for somebody who has left no span of what it did then. */
  CLIENT_WAIT("client_wait"),
  /** A try that failed and was made again, and the pause until it was made again. */
  RETRY("retry"),
  /** A database or cache at work, seen from its caller. */
  DATABASE("database"),
  /** Waiting for a lock, or for something of a pool. */
  LOCK("lock");

  private final String label;

  SegmentKind(String label) {
    this.label = label;
  }

  public String label() {
    return label;
  }
}
