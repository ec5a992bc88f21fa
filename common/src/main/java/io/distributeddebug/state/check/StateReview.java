package io.distributeddebug.state.check;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * What all checks found, and how much there was to look at. Of each kind and type of entity the
 * twenty first in time are kept, all are counted. Reviews of parts add up, in any order.
 */
public final class StateReview implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int KEPT = 20;
  private static final Comparator<StateFinding> ORDER =
      Comparator.comparing(StateFinding::grade)
          .thenComparingLong(StateFinding::fromUnixNanos)
          .thenComparing(StateFinding::subject)
          .thenComparing(StateFinding::summary);

  private final TreeMap<String, ArrayList<StateFinding>> kept = new TreeMap<>();
  private final TreeMap<String, Long> found = new TreeMap<>();
  private final TreeMap<String, Long> checked = new TreeMap<>();

  /**
   * What one check found.
   *
   * @param groups entities, partitions or places that had what it needs
   * @param findings all of them, also those that are not kept
   */
  public record Summary(String kind, String needs, long groups, long findings) {
    /** In one of the words of all checkers. */
    public String verdict() {
      return findings > 0 ? "violated" : groups > 0 ? "no-anomaly-found" : "not-checkable";
    }
  }

  /** Lets each check of that grouping look at the group. */
  public void look(List<StateCheck> checks, Grouping grouping, EventGroup group, CheckScope scope) {
    for (StateCheck check : checks) {
      if (check.grouping() == grouping && check.isCheckable(group, scope)) {
        checked.merge(check.kind(), 1L, Long::sum);
        check.check(group, scope, this::add);
      }
    }
  }

  private void add(StateFinding finding) {
    found.merge(finding.kind(), 1L, Long::sum);
    List<StateFinding> same =
        kept.computeIfAbsent(
            finding.kind() + "\n" + finding.entityType(), key -> new ArrayList<>());
    same.add(finding);
    trim(same);
  }

  private static void trim(List<StateFinding> same) {
    if (same.size() > KEPT) {
      same.sort(ORDER);
      same.remove(same.size() - 1);
    }
  }

  /** Adds the other's to these, and returns these. */
  public StateReview merge(StateReview other) {
    other.found.forEach((kind, count) -> found.merge(kind, count, Long::sum));
    other.checked.forEach((kind, count) -> checked.merge(kind, count, Long::sum));
    other.kept.forEach(
        (key, findings) -> {
          List<StateFinding> into = kept.computeIfAbsent(key, none -> new ArrayList<>());
          for (StateFinding finding : findings) {
            into.add(finding);
            trim(into);
          }
        });
    return this;
  }

  /** The surest first, then by time. */
  public List<StateFinding> findings() {
    return kept.values().stream().flatMap(List::stream).sorted(ORDER).toList();
  }

  /** One of each check. */
  public List<Summary> summaries(List<StateCheck> checks) {
    return checks.stream()
        .map(
            check ->
                new Summary(
                    check.kind(),
                    check.needs(),
                    checked.getOrDefault(check.kind(), 0L),
                    found.getOrDefault(check.kind(), 0L)))
        .toList();
  }
}
