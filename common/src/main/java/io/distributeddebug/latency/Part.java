package io.distributeddebug.latency;

import java.util.Locale;

/** What a request spends its time on; the parts of a request add up to its duration. */
public enum Part {
  /** The service's own code, waits included that no span tells apart. */
  SELF(0),
  /** On the way: what the calling side waited longer than the called side worked. */
  NETWORK(1),
  DATABASE(2),
  CACHE(3),
  /** Handing messages over to a queue or broker. */
  QUEUE(4),
  /** Waiting for a connection or worker from a pool, where a span says so. */
  POOL(5),
  /** Hosts that record no spans. */
  EXTERNAL(6),
  /** Other services at work. */
  DOWNSTREAM(7);

  private final int place;

  Part(int place) {
    this.place = place;
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Index in arrays with a place for each part. */
  int place() {
    return place;
  }

  static int count() {
    return 8;
  }

  /** The part that calls of this peer kind make up. */
  static Part ofPeerKind(String peerKind) {
    return switch (peerKind) {
      case "database" -> DATABASE;
      case "cache" -> CACHE;
      case "queue" -> QUEUE;
      case "external" -> EXTERNAL;
      default -> DOWNSTREAM;
    };
  }
}
