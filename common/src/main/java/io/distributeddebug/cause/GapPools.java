package io.distributeddebug.cause;

import io.distributeddebug.cause.EdgeBlame.Edge;
import io.distributeddebug.flow.FactKey;
import io.distributeddebug.flow.FactKind;
import io.distributeddebug.flow.Facts;
import io.distributeddebug.flow.Tally;
import io.distributeddebug.statistics.LogLinearHistogram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * Baseline durations of calls. A call is compared with those of the same operations at both ends,
 * else of the same services, else into the same callee: the first with enough values.
 */
final class GapPools {
  private final Map<List<String>, Surprise> pools = new HashMap<>();
  private final Settings settings;

  GapPools(Facts baseline, Settings settings) {
    this.settings = settings;
    Map<List<String>, LogLinearHistogram> histograms = new HashMap<>();
    each(
        baseline,
        (key, tally) -> {
          LogLinearHistogram durations = tally.durations();
          for (List<String> level : levels(key)) {
            histograms.computeIfAbsent(level, l -> new LogLinearHistogram()).merge(durations);
          }
        });
    histograms.forEach((level, histogram) -> pools.put(level, new Surprise(histogram, settings)));
  }

  /** Gaps between services and calls into virtual peers. */
  static void each(Facts facts, BiConsumer<FactKey, Tally> consumer) {
    facts.of(FactKind.GAP).forEach(consumer);
    facts.of(FactKind.PEER).forEach(consumer);
  }

  static Edge edge(FactKey key) {
    List<String> parts = key.parts();
    return new Edge(parts.get(0), parts.get(2));
  }

  /** The reference of a call; empty where nothing like it was seen often enough. */
  Optional<Surprise> reference(FactKey key) {
    for (List<String> level : levels(key)) {
      Surprise pool = pools.get(level);
      if (pool != null && pool.size() >= settings.smallestPool()) {
        return Optional.of(pool);
      }
    }
    return Optional.empty();
  }

  /** Evidence of all incident calls, by edge. */
  Map<Edge, PooledEvidence> judge(Facts incident) {
    Map<Edge, PooledEvidence> edges = new TreeMap<>();
    each(incident, (key, tally) -> edges.merge(edge(key), judge(key, tally), PooledEvidence::plus));
    return edges;
  }

  PooledEvidence judge(FactKey key, Tally tally) {
    LogLinearHistogram durations = tally.durations();
    return reference(key)
        .map(surprise -> PooledEvidence.of(durations, surprise))
        .orElseGet(() -> PooledEvidence.neutral(durations.count()));
  }

  private static List<List<String>> levels(FactKey key) {
    List<String> parts = key.parts();
    String caller = parts.get(0);
    String callee = parts.get(2);
    return List.of(parts, List.of(caller, callee), List.of(callee));
  }
}
