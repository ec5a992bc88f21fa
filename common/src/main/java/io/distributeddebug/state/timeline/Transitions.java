package io.distributeddebug.state.timeline;

import io.distributeddebug.history.Outcome;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.statistics.LogLinearHistogram;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often entities of a type went from one state to another, and how long they stayed. Sums of
 * parts add up, in any order. Fields of more than fifty values are no state.
 */
public final class Transitions implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_STATES = 50;

  private final TreeMap<String, TreeMap<String, Long>> counts = new TreeMap<>();
  private final TreeMap<String, LogLinearHistogram> stays = new TreeMap<>();

  /**
   * One kind of step.
   *
   * @param from empty: the first state
   * @param share of all that left {@code from}
   */
  public record Step(String from, String to, long count, double share, long medianStayNanos) {}

  /** Adds the steps of one entity. */
  public void add(List<StateEvent> ofOneEntity) {
    for (PlaceTimeline timeline : PlaceTimeline.of(ofOneEntity)) {
      List<Version> versions =
          timeline.versions().stream()
              .filter(version -> version.writer().isPresent() && version.value().isPresent())
              .filter(version -> version.writer().get().outcome() == Outcome.OK)
              .toList();
      for (int i = 0; i < versions.size(); i++) {
        Version version = versions.get(i);
        boolean follows =
            i > 0 && (version.number() < 0 || version.number() == versions.get(i - 1).number() + 1);
        String from =
            version
                .writer()
                .get()
                .content()
                .expected()
                .or(() -> version.writer().get().content().before())
                .orElse(follows ? versions.get(i - 1).value().orElseThrow() : "");
        String to = version.value().orElseThrow();
        counts.computeIfAbsent(from, key -> new TreeMap<>()).merge(to, 1L, Long::sum);
        if (follows) {
          long stay = version.latestStart() - versions.get(i - 1).latestStart();
          stays
              .computeIfAbsent(from + "\n" + to, key -> new LogLinearHistogram())
              .add(Math.max(0, stay));
        }
      }
    }
  }

  /** Adds the other's to these, and returns these. */
  public Transitions merge(Transitions other) {
    other.counts.forEach(
        (from, steps) -> {
          TreeMap<String, Long> into = counts.computeIfAbsent(from, key -> new TreeMap<>());
          steps.forEach((to, count) -> into.merge(to, count, Long::sum));
        });
    other.stays.forEach(
        (step, stay) -> stays.computeIfAbsent(step, key -> new LogLinearHistogram()).merge(stay));
    return this;
  }

  /** Whether the values are states: few, and met again. */
  public boolean areStates() {
    return counts.values().stream().flatMap(steps -> steps.keySet().stream()).distinct().count()
        <= MOST_STATES;
  }

  /** The steps by the state that they leave. */
  public List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (Map.Entry<String, TreeMap<String, Long>> from : counts.entrySet()) {
      double total = from.getValue().values().stream().mapToLong(Long::longValue).sum();
      from.getValue()
          .forEach(
              (to, count) -> {
                LogLinearHistogram stay = stays.get(from.getKey() + "\n" + to);
                steps.add(
                    new Step(
                        from.getKey(),
                        to,
                        count,
                        count / total,
                        stay == null ? 0 : stay.quantile(0.5)));
              });
    }
    return steps;
  }
}
