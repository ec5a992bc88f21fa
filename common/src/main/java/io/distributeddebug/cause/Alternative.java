package io.distributeddebug.cause;

import io.distributeddebug.cause.EdgeBlame.Blame;
import io.distributeddebug.cause.EdgeBlame.Edge;
import io.distributeddebug.flow.FactKey;
import io.distributeddebug.flow.FactKind;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** One choice of windows, judged by all signals. */
public final class Alternative {
  private static final double SURE = 0.9;

  private final Comparison comparison;
  private final List<Signal> signals;
  private final List<Suspicion> suspicions;

  private Alternative(Comparison comparison, List<Signal> signals, List<Suspicion> suspicions) {
    this.comparison = comparison;
    this.signals = signals;
    this.suspicions = suspicions;
  }

  static Alternative of(Comparison comparison, List<Signal> signals) {
    List<Clue> clues = new ArrayList<>();
    signals.forEach(signal -> signal.judge(comparison, clues::add));
    Set<String> seen = new TreeSet<>();
    comparison.incident().of(FactKind.TRACES).keySet().forEach(key -> seen.add(key.parts().get(0)));
    comparison.resources().forEach(series -> seen.add(series.service()));
    return new Alternative(
        comparison, signals, Suspicion.ranked(seen, clues, comparison.settings()));
  }

  Comparison comparison() {
    return comparison;
  }

  List<Suspicion> suspicions() {
    return suspicions;
  }

  /** Score of its best hypothesis, 0 without any. */
  public double strength() {
    return suspicions.isEmpty() ? 0 : suspicions.get(0).score();
  }

  /** Its best hypothesis is nearly certain: more data could only confirm it. */
  boolean isSure() {
    return !suspicions.isEmpty()
        && Confidence.of(suspicions.stream().map(Suspicion::score).toList()).get(0) >= SURE;
  }

  /** Its best hypothesis, empty without any. */
  String leader() {
    return suspicions.isEmpty() ? "" : suspicions.get(0).subject();
  }

  /** Score of a service or peer, 0 without evidence. */
  double scoreOf(String subject) {
    return suspicions.stream()
        .filter(suspicion -> suspicion.subject().equals(subject))
        .mapToDouble(Suspicion::score)
        .max()
        .orElse(0);
  }

  /** The same windows, with what their traces say about who came first. */
  Alternative explainedBy(Unexplained answers) {
    return of(comparison.explainedBy(answers), signals);
  }

  /** Traces that begin in it are to be asked. */
  public Window incident() {
    return comparison.incidentWindow();
  }

  /** The question to ask each trace of the incident window. */
  public Explaining question() {
    FlowChange change = comparison.flow();
    Map<Context, Double> strength = new HashMap<>();
    Map<Context, Set<String>> grown = new HashMap<>();
    change
        .changed()
        .forEach(
            (context, changed) -> {
              strength.put(context, changed.nats());
              grown.put(context, new HashSet<>(changed.grown().keySet()));
            });
    return new Explaining(strength, grown, lateCalls());
  }

  private Map<FactKey, Explaining.Late> lateCalls() {
    Settings settings = comparison.settings();
    GapPools pools = comparison.pools();
    Map<String, Blame> blamed = EdgeBlame.of(pools.judge(comparison.incident()));
    Map<FactKey, Explaining.Late> late = new HashMap<>();
    GapPools.each(
        comparison.incident(),
        (key, tally) -> {
          Edge edge = GapPools.edge(key);
          Blame caller = blamed.get(edge.caller());
          Blame callee = blamed.get(edge.callee());
          if (caller != null || callee != null) {
            pools
                .reference(key)
                .ifPresent(
                    surprise ->
                        late.put(
                            key,
                            new Explaining.Late(
                                surprise.latenessThreshold(settings.lateNats()),
                                caller == null ? 0 : caller.outNats(),
                                callee == null ? 0 : callee.inNats())));
          }
        });
    return late;
  }
}
