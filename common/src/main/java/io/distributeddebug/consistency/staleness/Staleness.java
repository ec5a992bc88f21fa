package io.distributeddebug.consistency.staleness;

import io.distributeddebug.consistency.Conclusion;
import io.distributeddebug.consistency.Level;
import io.distributeddebug.consistency.Verdict;
import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import io.distributeddebug.history.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far behind the reads of registers are, and whether every session came to read the last value.
 *
 * <pre>
 *   write 1 |--|
 *   write 2       |--|
 *   write 3             |--|
 *   read 1                       |--|     2 versions behind; that of 2 has been there for
 *                     .----------'        this long
 * </pre>
 *
 * A read is stale if a write that surely came after the one it saw was surely acknowledged before
 * it. What is told is the least: it may be further behind.
 *
 * <p>Missing operations: only make less known. Values that were written twice, or by nobody that is
 * known, are left out.
 */
public final class Staleness {
  private static final double MOST = 0.99;

  private final History history;
  private final List<Behind> stale = new ArrayList<>();
  private int reads;
  private int notCaughtUp;

  /**
   * A stale read.
   *
   * @param versions how many newer versions were surely there
   * @param instants for how long the first of them was, in the units of the history
   */
  public record Behind(int read, int versions, long instants) {}

  private record Write(int value, long invoked, long completed) {}

  private Staleness(History history) {
    this.history = history;
  }

  /** The stale reads of a history with times. */
  public static List<Behind> of(History history) {
    Staleness staleness = new Staleness(history);
    staleness.measure();
    return List.copyOf(staleness.stale);
  }

  /** Whether every session's last read of a key that was written no more saw the last value. */
  public static Verdict check(History history) {
    String word = Level.EVENTUAL.word();
    Optional<String> obstacle = obstacle(history);
    if (obstacle.isPresent()) {
      return Verdict.notCheckable(word, obstacle.get());
    }
    Staleness staleness = new Staleness(history);
    staleness.measure();
    String measured = staleness.measured();
    return staleness.notCaughtUp == 0
        ? new Verdict(word, Conclusion.HOLDS, List.of(), history.operations(), measured)
        : Verdict.unknown(
            word,
            history.operations(),
            String.format(
                Locale.ROOT,
                "of %d sessions and keys the last read was stale, and nothing shows whether they"
                    + " caught up; %s",
                staleness.notCaughtUp,
                measured));
  }

  private static Optional<String> obstacle(History history) {
    if (!history.isTimed()) {
      return Optional.of("it does not say when operations were invoked and completed");
    }
    for (int o = 0; o < history.operations(); o++) {
      OperationKind kind = history.kind(o);
      if (kind != OperationKind.READ && kind != OperationKind.WRITE && kind != OperationKind.CAS) {
        return Optional.of("'" + history.text(o) + "' neither reads nor writes one value");
      }
    }
    return Optional.empty();
  }

  private String measured() {
    if (stale.isEmpty()) {
      return String.format(Locale.ROOT, "none of %,d reads was stale", reads);
    }
    List<Behind> byTime = new ArrayList<>(stale);
    byTime.sort(Comparator.comparingLong(Behind::instants));
    int most = stale.stream().mapToInt(Behind::versions).max().orElseThrow();
    return String.format(
        Locale.ROOT,
        "%,d of %,d reads were stale, at most %d versions; 99 %% of them by at most %,d instants,"
            + " all by at most %,d",
        stale.size(),
        reads,
        most,
        byTime.get((int) Math.ceil(MOST * byTime.size()) - 1).instants(),
        byTime.get(byTime.size() - 1).instants());
  }

  private void measure() {
    List<List<Integer>> byKey = new ArrayList<>();
    for (int key = 0; key < history.keys(); key++) {
      byKey.add(new ArrayList<>());
    }
    for (int o = 0; o < history.operations(); o++) {
      byKey.get(history.key(o)).add(o);
    }
    byKey.forEach(this::measure);
  }

  private void measure(List<Integer> operations) {
    Map<Integer, Integer> timesWritten = new HashMap<>(Map.of(History.NIL, 1));
    Map<Integer, Write> writeOf =
        new HashMap<>(Map.of(History.NIL, new Write(History.NIL, History.ALWAYS, History.ALWAYS)));
    for (int o : operations) {
      int t = history.transaction(o);
      if (!history.kind(o).isRead() && history.outcome(t) != Outcome.FAIL) {
        timesWritten.merge(history.value(o), 1, Integer::sum);
        boolean known = history.outcome(t) == Outcome.OK;
        writeOf.put(
            history.value(o),
            new Write(
                history.value(o),
                history.invoked(t),
                known ? history.completed(t) : History.NEVER));
      }
    }
    writeOf.keySet().removeIf(value -> timesWritten.get(value) > 1);
    Versions versions = new Versions(writeOf.values());
    Map<Integer, Integer> lastReadOf = new TreeMap<>();
    for (int o : operations) {
      int t = history.transaction(o);
      if (history.kind(o).isRead() && history.outcome(t) == Outcome.OK) {
        reads++;
        lastReadOf.merge(history.session(t), o, (a, b) -> invoked(a) >= invoked(b) ? a : b);
      }
    }
    List<Behind> behind = versions.stale(history, operations, writeOf);
    stale.addAll(behind);
    notCaughtUp +=
        (int) behind.stream().filter(read -> lastReadOf.containsValue(read.read())).count();
  }

  private long invoked(int operation) {
    return history.invoked(history.transaction(operation));
  }

  /** The acknowledged writes of a key, counted as reads go by. */
  private static final class Versions {
    private final List<Write> byInvocation = new ArrayList<>();
    private final List<Write> byCompletion = new ArrayList<>();
    private final int[] tree;

    Versions(Iterable<Write> writes) {
      for (Write write : writes) {
        if (write.completed() != History.NEVER && write.value() != History.NIL) {
          byInvocation.add(write);
          byCompletion.add(write);
        }
      }
      byInvocation.sort(Comparator.comparingLong(Write::invoked));
      byCompletion.sort(Comparator.comparingLong(Write::completed));
      tree = new int[byInvocation.size() + 1];
    }

    List<Behind> stale(History history, List<Integer> operations, Map<Integer, Write> writeOf) {
      List<Integer> reads = new ArrayList<>();
      for (int o : operations) {
        boolean ok = history.outcome(history.transaction(o)) == Outcome.OK;
        if (ok && history.kind(o).isRead() && writeOf.containsKey(history.value(o))) {
          reads.add(o);
        }
      }
      reads.sort(Comparator.comparingLong(read -> history.invoked(history.transaction(read))));
      long[] firstEndFrom = new long[byInvocation.size() + 1];
      firstEndFrom[byInvocation.size()] = History.NEVER;
      for (int i = byInvocation.size() - 1; i >= 0; i--) {
        firstEndFrom[i] = Math.min(firstEndFrom[i + 1], byInvocation.get(i).completed());
      }
      List<Behind> stale = new ArrayList<>();
      int added = 0;
      for (int read : reads) {
        long invoked = history.invoked(history.transaction(read));
        for (;
            added < byCompletion.size() && byCompletion.get(added).completed() < invoked;
            added++) {
          count(firstInvokedAfter(byCompletion.get(added).invoked() - 1));
        }
        int from = firstInvokedAfter(writeOf.get(history.value(read)).completed());
        int versions = added - countedBefore(from);
        if (versions > 0) {
          stale.add(new Behind(read, versions, invoked - firstEndFrom[from]));
        }
      }
      return stale;
    }

    /** The first write that was invoked later than an instant. */
    private int firstInvokedAfter(long time) {
      int low = 0;
      int high = byInvocation.size();
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (byInvocation.get(middle).invoked() <= time) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    private void count(int place) {
      for (int i = place + 1; i < tree.length; i += i & -i) {
        tree[i]++;
      }
    }

    private int countedBefore(int place) {
      int sum = 0;
      for (int i = place; i > 0; i -= i & -i) {
        sum += tree[i];
      }
      return sum;
    }
  }
}
