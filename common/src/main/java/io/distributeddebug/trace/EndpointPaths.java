package io.distributeddebug.trace;

import io.distributeddebug.statistics.LogLinearHistogram;
import io.distributeddebug.statistics.PartsHistogram;
import io.distributeddebug.trace.ExplainedPath.Explained;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The critical paths of one endpoint's traces, added up. */
public final class EndpointPaths implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What an operation made faster is reckoned with. */
  private static final double FASTER = 0.8;

  /** Spans times operations of a trace, beyond which it is not retimed: that would take minutes. */
  private static final long MOST_WORK = 2_000_000;

  private static final int LONGEST_SHOWN = 12;

  private final LogLinearHistogram durations = new LogLinearHistogram();

  private final PartsHistogram owners = new PartsHistogram();
  private final TreeMap<String, OperationSums> operations = new TreeMap<>();
  private final TreeMap<String, long[]> paths = new TreeMap<>();
  private final TreeMap<String, long[]> parallel = new TreeMap<>();
  private long notRetimed;

  private static final class OperationSums implements Serializable {
    private static final long serialVersionUID = 1L;

    private long traces;
    private long nanos;
    private long gain;
    private long drag;
    private long offPath;
    private long slack;
  }

  /**
   * Of an operation, over all traces of the endpoint.
   *
   * @param traces in which it is on the path
   * @param nanos its own time on the path
   * @param gainNanos what the traces would have ended sooner with its own time 20 % shorter
   * @param dragNanos the same with its own time gone
   * @param spansOffPath its spans that ran beside the path
   * @param slackNanos how much longer these could have taken, together
   */
  public record OperationShare(
      String operation,
      long traces,
      long nanos,
      long gainNanos,
      long dragNanos,
      long spansOffPath,
      long slackNanos) {}

  /**
   * What traces near a quantile of the duration waited for.
   *
   * @param meanNanos their mean duration; the operations' add up to it
   * @param operations mean time on the path, the largest first
   */
  public record Owners(double quantile, double meanNanos, List<Owner> operations) {}

  /** An operation's part of it. */
  public record Owner(String operation, double meanNanos) {}

  /** A path that many traces took: its operations in order, repeats as one. */
  public record CommonPath(String operations, long traces, long sumNanos) {}

  /**
   * Two siblings that ran one after the other, of which is known that neither waits for the other.
   *
   * @param savedNanos if they had run at once, over all these traces: the shorter of both
   */
  public record Parallel(String first, String second, long traces, long savedNanos) {}

  void add(PathAnswer.Found found, SiblingOrders orders) {
    Trace trace = found.trace();
    long duration = found.path().durationNanos();
    durations.add(duration);
    TreeMap<String, Long> own = new TreeMap<>();
    for (Explained segment : found.segments()) {
      own.merge(name(trace, segment.span()), segment.durationNanos(), Long::sum);
    }
    owners.add(duration, own);
    own.forEach(
        (operation, nanos) -> {
          OperationSums sums = sums(operation);
          sums.traces++;
          sums.nanos += nanos;
        });
    long[] path = paths.computeIfAbsent(shape(trace, found.segments()), key -> new long[2]);
    path[0]++;
    path[1] += duration;
    retime(found, orders, own);
    findParallel(found, orders);
  }

  private OperationSums sums(String operation) {
    return operations.computeIfAbsent(operation, key -> new OperationSums());
  }

  private void retime(PathAnswer.Found found, SiblingOrders orders, Map<String, Long> own) {
    Trace trace = found.trace();
    int end = trace.subtreeEnd(found.entry());
    boolean hasUnseenRoot = found.entry() == 0 && trace.lacksRoot() && trace.rootCount() > 1;
    if (hasUnseenRoot || (long) (end - found.entry()) * own.size() > MOST_WORK) {
      notRetimed++;
      return;
    }
    Retiming retiming = found.path().retiming(orders);
    Map<String, Integer> examples = new TreeMap<>();
    long[] slacks = retiming.slacks();
    for (int span = found.entry(); span < end; span++) {
      if (found.path().contains(span)) {
        examples.putIfAbsent(name(trace, span), span);
      } else if (retiming.isWaitedFor(span)) {
        OperationSums sums = sums(name(trace, span));
        sums.offPath++;
        sums.slack += slacks[span];
      }
    }
    own.keySet()
        .forEach(
            operation -> {
              int span = examples.get(operation);
              OperationSums sums = sums(operation);
              String service = trace.service(span);
              sums.gain += retiming.gainNanos(service, trace.operation(span), FASTER);
              sums.drag += retiming.gainNanos(service, trace.operation(span), 0);
            });
  }

  /** Neighbours on the path by time alone that mined orders have shown to be independent. */
  private void findParallel(PathAnswer.Found found, SiblingOrders orders) {
    Trace trace = found.trace();
    for (int parent = found.entry(); parent < trace.subtreeEnd(found.entry()); parent++) {
      if (!found.path().contains(parent)) {
        continue;
      }
      int before = -1;
      for (int child = trace.firstChild(parent); child >= 0; child = trace.nextSibling(child)) {
        if (before >= 0
            && stop(trace, before) <= trace.startNanos(child)
            && orders.relation(trace, before, child) == SiblingOrders.Relation.INDEPENDENT
            && !orders.isAsynchronous(trace, before)
            && !orders.isAsynchronous(trace, child)) {
          long[] seen =
              parallel.computeIfAbsent(
                  name(trace, before) + "\u0000" + name(trace, child), key -> new long[2]);
          seen[0]++;
          seen[1] += Math.min(trace.durationNanos(before), trace.durationNanos(child));
        }
        before = before < 0 || stop(trace, child) >= stop(trace, before) ? child : before;
      }
    }
  }

  private static long stop(Trace trace, int span) {
    return trace.startNanos(span) + trace.durationNanos(span);
  }

  private static String shape(Trace trace, List<Explained> segments) {
    List<String> names = new ArrayList<>();
    for (Explained segment : segments) {
      String name = name(trace, segment.span());
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    return names.size() <= LONGEST_SHOWN
        ? String.join(" > ", names)
        : String.join(" > ", names.subList(0, LONGEST_SHOWN)) + " > ...";
  }

  private static String name(Trace trace, int span) {
    return "[" + trace.service(span) + "] " + trace.operation(span);
  }

  void merge(EndpointPaths other) {
    durations.merge(other.durations);
    owners.merge(other.owners);
    other.operations.forEach(
        (operation, added) -> {
          OperationSums sums = sums(operation);
          sums.traces += added.traces;
          sums.nanos += added.nanos;
          sums.gain += added.gain;
          sums.drag += added.drag;
          sums.offPath += added.offPath;
          sums.slack += added.slack;
        });
    addAll(paths, other.paths);
    addAll(parallel, other.parallel);
    notRetimed += other.notRetimed;
  }

  private static void addAll(Map<String, long[]> into, Map<String, long[]> added) {
    added.forEach(
        (key, counts) -> {
          long[] sums = into.computeIfAbsent(key, k -> new long[2]);
          sums[0] += counts[0];
          sums[1] += counts[1];
        });
  }

  /** Of the traces, from the entry's start to its end. */
  public LogLinearHistogram durations() {
    return durations;
  }

  /** Traces of too many spans, or several roots, to be retimed: not in gain, drag and slack. */
  public long notRetimed() {
    return notRetimed;
  }

  /** The largest on the path first. */
  public List<OperationShare> operations() {
    List<OperationShare> shares = new ArrayList<>();
    operations.forEach(
        (name, sums) ->
            shares.add(
                new OperationShare(
                    name,
                    sums.traces,
                    sums.nanos,
                    sums.gain,
                    sums.drag,
                    sums.offPath,
                    sums.slack)));
    shares.sort(
        Comparator.comparingLong(OperationShare::nanos)
            .reversed()
            .thenComparing(OperationShare::operation));
    return shares;
  }

  /**
   * Who owns a quantile: the mean over traces around it.
   *
   * @param halfWidth how far around, as a share of all traces
   */
  public Owners owners(double quantile, double halfWidth) {
    PartsHistogram.Mean mean = owners.around(quantile, halfWidth);
    List<Owner> largest = new ArrayList<>();
    mean.parts().forEach((name, nanos) -> largest.add(new Owner(name, nanos)));
    largest.sort(
        Comparator.comparingDouble(Owner::meanNanos).reversed().thenComparing(Owner::operation));
    return new Owners(quantile, mean.mean(), largest);
  }

  /** The most common first. */
  public List<CommonPath> paths() {
    List<CommonPath> common = new ArrayList<>();
    paths.forEach((shape, counts) -> common.add(new CommonPath(shape, counts[0], counts[1])));
    common.sort(
        Comparator.comparingLong(CommonPath::traces)
            .reversed()
            .thenComparing(CommonPath::operations));
    return common;
  }

  /** What would save the most first. */
  public List<Parallel> parallel() {
    List<Parallel> pairs = new ArrayList<>();
    parallel.forEach(
        (key, counts) -> {
          String[] names = key.split("\u0000", -1);
          pairs.add(new Parallel(names[0], names[1], counts[0], counts[1]));
        });
    pairs.sort(
        Comparator.comparingLong(Parallel::savedNanos)
            .reversed()
            .thenComparing(Parallel::first)
            .thenComparing(Parallel::second));
    return pairs;
  }
}
