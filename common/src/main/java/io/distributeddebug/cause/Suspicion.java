package io.distributeddebug.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * All that speaks against one service.
 *
 * @param score strongest clue of each signal, saturated, summed
 * @param clues in causal order: saturated resources first, then by strength
 */
record Suspicion(String subject, double score, double excessNanos, List<Clue> clues) {
  private static final Comparator<Clue> CAUSAL_ORDER =
      Comparator.comparingInt(Clue::precedence)
          .thenComparingDouble(clue -> -clue.nats())
          .thenComparing(clue -> clue.kind().id())
          .thenComparing(Clue::where)
          .thenComparing(Clue::instance);

  private static final Comparator<Suspicion> LIKELIEST_FIRST =
      Comparator.comparingDouble((Suspicion suspicion) -> -Math.rint(suspicion.score * 1e6))
          .thenComparingDouble(suspicion -> -suspicion.excessNanos)
          .thenComparing(Suspicion::subject);

  Suspicion {
    clues = clues.stream().sorted(CAUSAL_ORDER).toList();
  }

  /** The strongest clue of each signal, by the signal's name. */
  Map<String, Clue> strongest() {
    Map<String, Clue> strongest = new LinkedHashMap<>();
    for (Clue clue : clues) {
      strongest.merge(clue.signal(), clue, (a, b) -> b.nats() > a.nats() ? b : a);
    }
    return strongest;
  }

  /** Everyone who was seen, the likeliest first; without ties. */
  static List<Suspicion> ranked(Set<String> seen, List<Clue> clues, Settings settings) {
    Map<String, List<Clue>> bySubject = new TreeMap<>();
    seen.forEach(service -> bySubject.put(service, new ArrayList<>()));
    clues.forEach(
        clue -> bySubject.computeIfAbsent(clue.subject(), s -> new ArrayList<>()).add(clue));
    List<Suspicion> suspicions = new ArrayList<>();
    bySubject.forEach((subject, own) -> suspicions.add(weigh(subject, own, settings)));
    suspicions.sort(LIKELIEST_FIRST);
    return suspicions;
  }

  private static Suspicion weigh(String subject, List<Clue> clues, Settings settings) {
    Map<String, Double> nats = new TreeMap<>();
    Map<String, Double> excess = new TreeMap<>();
    for (Clue clue : clues) {
      nats.merge(clue.signal(), clue.nats(), Math::max);
      excess.merge(clue.signal(), clue.excessNanos(), Math::max);
    }
    double score = 0;
    for (double each : nats.values()) {
      score += settings.saturated(each);
    }
    double lost = 0;
    for (double each : excess.values()) {
      lost += each;
    }
    return new Suspicion(subject, score, lost, clues);
  }
}
