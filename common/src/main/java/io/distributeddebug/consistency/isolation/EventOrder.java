package io.distributeddebug.consistency.isolation;

import io.distributeddebug.consistency.Meter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What has to hold of the order of events, the reads and the writes of each transaction, if there
 * is an order at all. Starts from the dependencies and adds what follows from them, until nothing
 * more does:
 *
 * <pre>
 *   t3 reads x from t1, and t2 writes x too:
 *     t2's write comes before t3's read     =>  it comes before t1's write (before t1's read)
 *     t1's write comes before t2's write    =>  t3's read comes before t2's write
 *   a and b both write x:
 *     a's read comes before b's write       =>  a's write comes before b's read
 * </pre>
 *
 * Each transaction has a row of bits for the events that come before it.
 */
final class EventOrder {
  /** How the saturation ended. */
  enum End {
    /** No order has these properties. */
    CONTRADICTION,
    /** Nothing more follows; there may be an order. */
    FIXED_POINT,
    /** The budget did not suffice; what was added so far is right. */
    BUDGET_USED_UP
  }

  private static final int MOST_EVENTS = 24_000;
  private static final int PAIRS_A_STEP = 16;

  private final Transactions transactions;
  private final StrongLevel level;
  private final Meter meter;
  private final int events;
  private final int words;
  private final IntList from = new IntList();
  private final IntList to = new IntList();
  private long[] before = {};

  EventOrder(Transactions transactions, StrongLevel level, Meter meter) {
    this.transactions = transactions;
    this.level = level;
    this.meter = meter;
    this.events = level.events(transactions.size());
    this.words = (events + 63) >> 6;
  }

  int events() {
    return events;
  }

  /** Takes in what is known of the transactions. */
  void addAll(CommitGraph graph) {
    for (int t = 0; t < transactions.size(); t++) {
      if (level.reads(t) != level.writes(t)) {
        add(level.reads(t), level.writes(t));
      }
      if (t != Transactions.INITIAL) {
        add(level.writes(Transactions.INITIAL), level.reads(t));
      }
    }
    for (int edge = 0; edge < graph.edges(); edge++) {
      int a = graph.from(edge);
      int b = graph.to(edge);
      if (graph.kind(edge) == EdgeKind.RW) {
        add(level.reads(a), level.writes(b));
      } else {
        add(level.writes(a), level.reads(b));
      }
    }
  }

  private void add(int earlier, int later) {
    from.add(earlier);
    to.add(later);
  }

  /** Adds all that follows. */
  End saturate() {
    if (events > MOST_EVENTS) {
      return End.BUDGET_USED_UP;
    }
    KeyWriters writers = new KeyWriters(transactions);
    int known;
    do {
      known = from.size();
      if (!close()) {
        return End.CONTRADICTION;
      }
      for (int t3 = 0; t3 < transactions.size(); t3++) {
        if (!(infer(t3, writers) && inferConflicts(t3, writers))) {
          return End.BUDGET_USED_UP;
        }
      }
    } while (from.size() > known);
    return End.FIXED_POINT;
  }

  private boolean infer(int t3, KeyWriters writers) {
    for (int r = transactions.firstRead(t3); r < transactions.endOfReads(t3); r++) {
      int t1 = transactions.readFrom(r);
      int key = transactions.readKey(r);
      if (!meter.step(1 + (writers.end(key) - writers.first(key)) / PAIRS_A_STEP)) {
        return false;
      }
      for (int i = writers.first(key); i < writers.end(key); i++) {
        int t2 = writers.writer(i);
        if (t2 == t1 || t2 == t3) {
          continue;
        }
        if (isBefore(level.writes(t2), level.reads(t3))) {
          require(level.writes(t2), level.reads(t1));
        }
        if (isBefore(level.writes(t1), level.writes(t2))) {
          require(level.reads(t3), level.writes(t2));
        }
      }
    }
    return true;
  }

  /** Only where reads and writes are two events: of two writers one ends before the other reads. */
  private boolean inferConflicts(int a, KeyWriters writers) {
    if (level.reads(a) == level.writes(a)) {
      return true;
    }
    for (int w = transactions.firstWrite(a); w < transactions.endOfWrites(a); w++) {
      int key = transactions.writeKey(w);
      if (!meter.step(1 + (writers.end(key) - writers.first(key)) / PAIRS_A_STEP)) {
        return false;
      }
      for (int i = writers.first(key); i < writers.end(key); i++) {
        int b = writers.writer(i);
        if (a == b) {
          continue;
        }
        if (isBefore(level.reads(a), level.writes(b))) {
          require(level.writes(a), level.reads(b));
        }
      }
    }
    return true;
  }

  private void require(int earlier, int later) {
    if (!isBefore(earlier, later)) {
      add(earlier, later);
      // Seen at once by what follows in this round; closed under the rest in the next.
      before[later * words + (earlier >> 6)] |= 1L << earlier;
    }
  }

  private boolean isBefore(int earlier, int later) {
    return ((before[later * words + (earlier >> 6)] >>> earlier) & 1) != 0;
  }

  /** Computes which events come before which; false where one would come before itself. */
  private boolean close() {
    before = before.length == 0 ? new long[events * words] : before;
    Arrays.fill(before, 0);
    Successors successors = successors();
    int[] order = successors.topological();
    for (int event : order) {
      for (int i = successors.first(event); i < successors.end(event); i++) {
        int later = successors.successor(i);
        for (int word = 0; word < words; word++) {
          before[later * words + word] |= before[event * words + word];
        }
        before[later * words + (event >> 6)] |= 1L << event;
      }
    }
    return order.length == events;
  }

  /** The transactions that are looked at, those first that have the fewest others before them. */
  int[] ranked() {
    int[] depth = depths();
    return IntStream.range(1, transactions.size())
        .boxed()
        .sorted(Comparator.comparingInt((Integer t) -> depth[level.reads(t)]))
        .mapToInt(t -> t)
        .toArray();
  }

  /** How many events the longest chain to each event has. */
  private int[] depths() {
    int[] depth = new int[events];
    Successors successors = successors();
    for (int event : successors.topological()) {
      for (int i = successors.first(event); i < successors.end(event); i++) {
        int later = successors.successor(i);
        depth[later] = Math.max(depth[later], depth[event] + 1);
      }
    }
    return depth;
  }

  Successors successors() {
    return new Successors(events, from.size(), from::get, to::get);
  }
}
