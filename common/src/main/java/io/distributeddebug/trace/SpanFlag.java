package io.distributeddebug.trace;

import java.util.EnumSet;
import java.util.Set;

/** What is doubtful about a span's place in its trace. Flags add up in a bit set. */
public enum SpanFlag {
  /** The recorded parent is not in the trace; {@link Trace#parent} is inferred, or -1. */
  ORPHAN(1),
  /** The recorded parents form a circle, cut at this span; {@link Trace#parent} is inferred. */
  CYCLE(2),
  /** A root beside an earlier one. */
  EXTRA_ROOT(4),
  /**
   * The server's half of a span id that client and server share (Zipkin): a child of the client's.
   */
  SHARED_ID(8),
  /** Another span of this trace has the same id and different content. */
  CONFLICTING_ID(16),
  /** Recorded to end before it starts; taken as an instant. */
  NEGATIVE_DURATION(32),
  /**
   * Starts before its parent or ends after it, on another instance: clocks differ, or it is late.
   */
  OUTSIDE_PARENT(64),
  /** Shifted by a clock-skew estimate where times of two instances are compared. */
  SKEW_ADJUSTED(128),
  /**
   * Began before it was called, or ended after its answer had come, by every offset of the two
   * hosts' clocks that the other calls between them allow.
   */
  IMPOSSIBLE_ORDER(256);

  private final int bit;

  SpanFlag(int bit) {
    this.bit = bit;
  }

  /** Stored in tables: a bit keeps its meaning for ever. */
  public int bit() {
    return bit;
  }

  public static Set<SpanFlag> of(int bits) {
    Set<SpanFlag> flags = EnumSet.noneOf(SpanFlag.class);
    for (SpanFlag flag : values()) {
      if ((bits & flag.bit()) != 0) {
        flags.add(flag);
      }
    }
    return flags;
  }
}
