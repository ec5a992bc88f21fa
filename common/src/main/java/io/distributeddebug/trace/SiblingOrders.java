package io.distributeddebug.trace;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * In which order the children of an operation ran, over many traces, as The Mystery Machine (Chow
 * et al., OSDI 2014) mines it: a hypothesis stands until one trace contradicts it. Two children
 * that once overlapped do not wait for each other; a child that once outlived its parent is not
 * waited for. Merging is exact, in any order; grows with the code, not with the load.
 */
public final class SiblingOrders implements Serializable {
  /** No orders: each trace is taken for itself. */
  public static final SiblingOrders NONE = new SiblingOrders();

  /** Below it nothing is concluded. */
  public static final int LEAST_OBSERVATIONS = 20;

  private static final long serialVersionUID = 1L;

  /** Beyond, a parent's children are a loop or a fan-out, whose pairs would be without end. */
  private static final int MOST_CHILDREN = 64;

  /** Of the parent's duration: what clocks of two hosts may be apart. */
  private static final double CLOCK_ALLOWANCE = 0.01;

  private static final int UNDECIDED = -1;
  private static final long UNKNOWN_DOUBT = -1;
  private static final String SEPARATOR = "\u0000";

  private final HashMap<String, Family> families = new HashMap<>();

  /** What the children of one operation did. */
  private static final class Family implements Serializable {
    private static final long serialVersionUID = 1L;

    private final TreeMap<String, long[]> children = new TreeMap<>();
    private final TreeMap<String, long[]> pairs = new TreeMap<>();
  }

  /** Whether one child can have waited for another. */
  public enum Relation {
    /** In enough traces, and never otherwise. */
    ALWAYS_BEFORE,
    /** At least once it was not so: the later one does not wait for the earlier one. */
    INDEPENDENT,
    /** Seen too seldom. */
    UNKNOWN
  }

  /**
   * What was seen of two children of an operation.
   *
   * @param before parents under which the first ended before the second began
   * @param after the reverse
   * @param overlapping parents under which they ran at once
   * @param onlyFirst parents that had the first only
   * @param onlySecond parents that had the second only
   */
  public record Observed(
      String parent,
      String first,
      String second,
      long before,
      long after,
      long overlapping,
      long onlyFirst,
      long onlySecond) {
    /** {@code always_before}, {@code always_after}, {@code always_overlapping}, ... */
    public String hypothesis() {
      long together = before + after + overlapping;
      if (together == 0) {
        return "mutually_exclusive";
      }
      if (before == together) {
        return "always_before";
      }
      if (after == together) {
        return "always_after";
      }
      return overlapping == together ? "always_overlapping" : "any_order";
    }
  }

  /** Counts what the trace shows. Traces whose clocks or parents are in doubt show nothing. */
  public void add(Trace trace) {
    for (int parent = 0; parent < trace.size(); parent++) {
      int count = trace.childCount(parent);
      if (count > 0 && count <= MOST_CHILDREN) {
        add(trace, parent);
      }
    }
  }

  private void add(Trace trace, int parent) {
    Map<String, List<Integer>> byOperation = new TreeMap<>();
    for (int child = trace.firstChild(parent); child >= 0; child = trace.nextSibling(child)) {
      if (trace.has(child, SpanFlag.ORPHAN)
          || trace.has(child, SpanFlag.CYCLE)
          || trace.has(child, SpanFlag.NEGATIVE_DURATION)) {
        return;
      }
      byOperation.computeIfAbsent(key(trace, child), key -> new ArrayList<>()).add(child);
    }
    Family family = families.computeIfAbsent(key(trace, parent), key -> new Family());
    byOperation.forEach(
        (operation, children) -> {
          long[] counts = family.children.computeIfAbsent(operation, key -> new long[2]);
          counts[0]++;
          counts[1] += children.stream().anyMatch(child -> outlives(trace, child)) ? 1 : 0;
        });
    List<String> operations = new ArrayList<>(byOperation.keySet());
    for (int first = 0; first < operations.size(); first++) {
      for (int second = first + 1; second < operations.size(); second++) {
        String one = operations.get(first);
        String other = operations.get(second);
        int order = order(trace, byOperation.get(one), byOperation.get(other));
        if (order != UNDECIDED) {
          family.pairs.computeIfAbsent(one + SEPARATOR + other, key -> new long[3])[order]++;
        }
      }
    }
  }

  /**
   * 0: each of the first before each of the second; 1: the reverse; 2: neither; undecided where the
   * clocks of two hosts may be further apart than the times.
   */
  private static int order(Trace trace, List<Integer> first, List<Integer> second) {
    boolean before = true;
    boolean after = true;
    for (int one : first) {
      for (int other : second) {
        long doubt = doubt(trace, one, other);
        long between = start(trace, other) - stop(trace, one);
        long reverse = start(trace, one) - stop(trace, other);
        if (doubt > 0 && (Math.abs(between) < doubt || Math.abs(reverse) < doubt)) {
          return UNDECIDED;
        }
        long allowance = doubt == UNKNOWN_DOUBT ? allowance(trace, one, other) : 0;
        before &= between + allowance >= 0;
        after &= reverse + allowance >= 0;
      }
    }
    return before ? 0 : after ? 1 : 2;
  }

  /** What two spans' times can be off against each other, where it is known. */
  private static long doubt(Trace trace, int one, int other) {
    if (isOneClock(trace, one, other)) {
      return 0;
    }
    OptionalLong ofOne = trace.clocks().uncertaintyNanos(one);
    OptionalLong ofOther = trace.clocks().uncertaintyNanos(other);
    return ofOne.isPresent() && ofOther.isPresent()
        ? ofOne.getAsLong() + ofOther.getAsLong()
        : UNKNOWN_DOUBT;
  }

  /** Told by one clock only: a child on another host may only seem to. */
  private static boolean outlives(Trace trace, int child) {
    int parent = trace.parent(child);
    return isOneClock(trace, child, parent) && stop(trace, child) > stop(trace, parent);
  }

  private static long allowance(Trace trace, int one, int other) {
    return isOneClock(trace, one, other)
        ? 0
        : (long) (CLOCK_ALLOWANCE * trace.durationNanos(trace.parent(one)));
  }

  private static boolean isOneClock(Trace trace, int one, int other) {
    return trace.host(one).equals(trace.host(other))
        && (!trace.host(one).isEmpty() || trace.service(one).equals(trace.service(other)));
  }

  private static long start(Trace trace, int span) {
    return trace.startNanos(span) + trace.clocks().nanos(span);
  }

  private static long stop(Trace trace, int span) {
    return start(trace, span) + trace.durationNanos(span);
  }

  private static String key(Trace trace, int span) {
    return trace.service(span) + SEPARATOR + trace.operation(span);
  }

  /** Adds the other's counts to these, and returns these. */
  public SiblingOrders merge(SiblingOrders other) {
    other.families.forEach(
        (key, added) -> {
          Family family = families.computeIfAbsent(key, k -> new Family());
          addAll(family.children, added.children);
          addAll(family.pairs, added.pairs);
        });
    return this;
  }

  private static void addAll(Map<String, long[]> into, Map<String, long[]> added) {
    added.forEach(
        (key, counts) -> {
          long[] sums = into.computeIfAbsent(key, k -> new long[counts.length]);
          for (int i = 0; i < counts.length; i++) {
            sums[i] += counts[i];
          }
        });
  }

  /** Whether {@code later} can have waited for its sibling {@code earlier}. */
  Relation relation(Trace trace, int earlier, int later) {
    if (families.isEmpty() || trace.parent(later) < 0) {
      return Relation.UNKNOWN;
    }
    Family family = families.get(key(trace, trace.parent(later)));
    String one = key(trace, earlier);
    String other = key(trace, later);
    if (family == null || one.equals(other)) {
      return Relation.UNKNOWN;
    }
    boolean inOrder = one.compareTo(other) < 0;
    long[] counts = family.pairs.get(inOrder ? one + SEPARATOR + other : other + SEPARATOR + one);
    if (counts == null || counts[0] + counts[1] + counts[2] < LEAST_OBSERVATIONS) {
      return Relation.UNKNOWN;
    }
    long against = counts[2] + counts[inOrder ? 1 : 0];
    return against == 0 ? Relation.ALWAYS_BEFORE : Relation.INDEPENDENT;
  }

  /** Whether the child's operation has been seen to outlive its parent: nobody waits for it. */
  boolean isAsynchronous(Trace trace, int child) {
    if (families.isEmpty()) {
      return false;
    }
    Family family = families.get(key(trace, trace.parent(child)));
    long[] counts = family == null ? null : family.children.get(key(trace, child));
    return counts != null && counts[0] >= LEAST_OBSERVATIONS && counts[1] > 0;
  }

  /** All pairs that were seen often enough, by parent and names; operations as {@code [s] o}. */
  public List<Observed> observed() {
    List<Observed> observed = new ArrayList<>();
    new TreeMap<>(families)
        .forEach(
            (parent, family) -> {
              List<String> children = new ArrayList<>(family.children.keySet());
              for (int i = 0; i < children.size(); i++) {
                for (String other : children.subList(i + 1, children.size())) {
                  add(observed, parent, family, children.get(i), other);
                }
              }
            });
    return observed;
  }

  private static void add(
      Collection<Observed> observed, String parent, Family family, String one, String other) {
    long[] pair = family.pairs.getOrDefault(one + SEPARATOR + other, new long[3]);
    long together = pair[0] + pair[1] + pair[2];
    long ofOne = family.children.get(one)[0];
    long ofOther = family.children.get(other)[0];
    if (Math.min(ofOne, ofOther) >= LEAST_OBSERVATIONS) {
      observed.add(
          new Observed(
              shown(parent),
              shown(one),
              shown(other),
              pair[0],
              pair[1],
              pair[2],
              ofOne - together,
              ofOther - together));
    }
  }

  private static String shown(String key) {
    int at = key.indexOf(SEPARATOR);
    return "[" + key.substring(0, at) + "] " + key.substring(at + 1);
  }
}
