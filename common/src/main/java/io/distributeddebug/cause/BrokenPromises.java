package io.distributeddebug.cause;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Findings of broken promises of state as causes. A system does not break a promise by chance, so a
 * sure one speaks as strongly as a clear change of behaviour; it takes its place among the others
 * by its score, and none of them is moved. Several do not compete: each happened, so that something
 * stands out even where no one has most of the belief.
 */
public final class BrokenPromises {
  /** Less sure ones are findings, and no causes. */
  private static final double SURE = 0.75;

  private static final double NATS = 14;
  private static final long MINUTE = 60_000_000_000L;
  private static final long BASELINE = 10 * MINUTE;

  private static final Map<String, CauseKind> KINDS =
      Map.ofEntries(
          Map.entry("stale-read", CauseKind.DATA_INCONSISTENCY),
          Map.entry("diverged", CauseKind.DATA_INCONSISTENCY),
          Map.entry("version-fork", CauseKind.DATA_INCONSISTENCY),
          Map.entry("lost-update", CauseKind.DATA_INCONSISTENCY),
          Map.entry("illegal-transition", CauseKind.DATA_INCONSISTENCY),
          Map.entry("duplicate-delivery", CauseKind.DATA_INCONSISTENCY),
          Map.entry("lost-message", CauseKind.DATA_INCONSISTENCY),
          Map.entry("out-of-order", CauseKind.DATA_INCONSISTENCY),
          Map.entry("saga-uncompensated", CauseKind.DATA_INCONSISTENCY),
          Map.entry("lock-violation", CauseKind.DATA_INCONSISTENCY),
          Map.entry("not-linearizable", CauseKind.DATA_INCONSISTENCY),
          Map.entry("read-your-writes", CauseKind.DATA_INCONSISTENCY),
          Map.entry("monotonic-reads", CauseKind.DATA_INCONSISTENCY),
          Map.entry("monotonic-writes", CauseKind.DATA_INCONSISTENCY),
          Map.entry("writes-follow-reads", CauseKind.DATA_INCONSISTENCY),
          Map.entry("deadlock", CauseKind.LOCK_CONTENTION),
          Map.entry("split-brain", CauseKind.PARTITION),
          Map.entry("stale-leader-write", CauseKind.PARTITION));

  private BrokenPromises() {}

  /** The causes with those that the findings of the same time name. */
  public static RankedCauses with(RankedCauses causes, List<Finding> findings) {
    Map<String, List<Finding>> byCause = new LinkedHashMap<>();
    for (Finding finding : findings) {
      boolean counts =
          finding.confidence() >= SURE
              && KINDS.containsKey(finding.kind())
              && !finding.services().isEmpty()
              && (causes.nothingStandsOut() || finding.window().overlaps(causes.incident()));
      if (counts) {
        byCause
            .computeIfAbsent(
                finding.services().get(0) + "\n" + KINDS.get(finding.kind()),
                cause -> new ArrayList<>())
            .add(finding);
      }
    }
    if (byCause.isEmpty()) {
      return causes;
    }
    List<Hypothesis> all = new ArrayList<>(causes.hypotheses());
    for (List<Finding> same : byCause.values()) {
      Hypothesis added = hypothesis(same);
      int at = 0;
      while (at < all.size() && all.get(at).score() >= added.score()) {
        at++;
      }
      all.add(at, added);
    }
    List<Hypothesis> weighed = weighed(all);
    if (!causes.nothingStandsOut()) {
      return new RankedCauses(
          causes.incident(),
          causes.incidentFoundBy(),
          causes.baselines(),
          causes.baselineFoundBy(),
          weighed,
          false,
          causes.absentSignals());
    }
    Window broken = around(byCause.values().iterator().next());
    return new RankedCauses(
        broken,
        "when a promise of state was broken; nothing else stands out",
        List.of(new Window(broken.fromUnixNanos() - BASELINE, broken.fromUnixNanos())),
        "the ten minutes before",
        weighed,
        false,
        causes.absentSignals());
  }

  private static Window around(List<Finding> findings) {
    long from = findings.stream().mapToLong(f -> f.window().fromUnixNanos()).min().orElseThrow();
    long to = findings.stream().mapToLong(f -> f.window().toUnixNanos()).max().orElseThrow();
    return new Window(
        Math.floorDiv(from, MINUTE) * MINUTE, (Math.floorDiv(to, MINUTE) + 1) * MINUTE);
  }

  private static Hypothesis hypothesis(List<Finding> same) {
    Finding first = same.get(0);
    TreeSet<String> affected = new TreeSet<>();
    TreeSet<String> actions = new TreeSet<>();
    List<Evidence> evidence = new ArrayList<>();
    for (Finding finding : same) {
      affected.addAll(finding.services());
      actions.add(finding.recommendation());
      evidence.addAll(finding.evidence());
    }
    String service = first.services().get(0);
    affected.remove(service);
    actions.remove("");
    return new Hypothesis(
        service,
        "",
        "",
        Optional.empty(),
        KINDS.get(first.kind()),
        NATS * first.confidence() + Math.log(same.size()),
        0,
        "%s: a promise of state was broken, because %s%s."
            .formatted(
                service,
                first.summary().substring(0, 1).toLowerCase(Locale.ROOT)
                    + first.summary().substring(1),
                same.size() == 1 ? "" : "; and " + (same.size() - 1) + " more like it"),
        evidence,
        List.of(),
        List.copyOf(affected),
        Optional.empty(),
        List.of("The operations on it in table state_events, before and after."),
        List.copyOf(actions));
  }

  /** With the share of belief that each has beside the others. */
  private static List<Hypothesis> weighed(List<Hypothesis> all) {
    List<Double> shares = Confidence.of(all.stream().map(Hypothesis::score).toList());
    List<Hypothesis> weighed = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Hypothesis one = all.get(i);
      weighed.add(
          new Hypothesis(
              one.service(),
              one.instance(),
              one.operation(),
              one.resource(),
              one.kind(),
              one.score(),
              shares.get(i),
              one.explanation(),
              one.evidence(),
              one.evidenceAgainst(),
              one.affected(),
              one.ruledOutBecause(),
              one.whatToCheckNext(),
              one.whatToDo()));
    }
    return weighed;
  }
}
