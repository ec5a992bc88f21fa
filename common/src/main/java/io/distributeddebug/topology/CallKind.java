package io.distributeddebug.topology;

import java.util.Optional;

/** How a caller depends on the called: whether it waits, and what sort of thing is called. */
public enum CallKind {
  /** The caller waits for another service. */
  SYNC("service"),
  /** A message: the caller does not wait. */
  ASYNC("queue"),
  DATABASE("database"),
  CACHE("cache"),
  /** Something without spans that is none of the above. */
  EXTERNAL("external");

  private final String peerKind;

  CallKind(String peerKind) {
    this.peerKind = peerKind;
  }

  /** As in column {@code peer_kind} of {@code trace_spans}. */
  public String peerKind() {
    return peerKind;
  }

  public static Optional<CallKind> ofPeerKind(String text) {
    for (CallKind kind : values()) {
      if (kind.peerKind.equals(text)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
