package io.distributeddebug.cause;

import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * How far an incident reaches, told by its first suspect alone: windows beside the one that was
 * chosen are judged in the same way, but against a reference of their own.
 */
final class Extent {
  /** A suspect whose score falls below this is no longer suspicious. */
  static final double ANYTHING = 4;

  private final SearchPlan plan;
  private final Function<WindowChoice, Optional<Alternative>> judge;

  /**
   * @param judge a choice of windows by sums alone, empty where there are no data
   */
  Extent(SearchPlan plan, Function<WindowChoice, Optional<Alternative>> judge) {
    this.plan = plan;
    this.judge = judge;
  }

  /**
   * The end of an incident looks as much like a change as its beginning. It is one if the time
   * before the change differs from the start of the search, and the time after it does not.
   */
  boolean isRecovery(Alternative alternative) {
    WindowChoice choice = alternative.comparison().choice();
    Window before = choice.baselines().get(0);
    long start = plan.search().fromUnixNanos();
    long usual =
        Math.max(plan.quietNanos(), Math.min(before.nanos(), before.fromUnixNanos() - start));
    long from = Math.max(before.fromUnixNanos(), start + usual);
    if (alternative.strength() < ANYTHING || before.toUnixNanos() - from < before.nanos() / 2) {
      return false;
    }
    List<Window> reference = List.of(new Window(start, start + usual));
    Window rest = new Window(from, before.toUnixNanos());
    double then = scoreOf(alternative.leader(), choice, rest, reference);
    return then >= ANYTHING
        && scoreOf(alternative.leader(), choice, choice.incident(), reference) < then / 2;
  }

  private double scoreOf(
      String suspect, WindowChoice choice, Window window, List<Window> reference) {
    return judge
        .apply(new WindowChoice(choice.scaleNanos(), window.fromUnixNanos(), window, reference, 0))
        .map(judged -> judged.scoreOf(suspect))
        .orElse(0.0);
  }

  Window of(Alternative alternative) {
    Window incident = alternative.comparison().choice().incident();
    if (alternative.strength() <= 0) {
      return new Window(first(alternative), incident.toUnixNanos());
    }
    long begin = begin(alternative);
    return new Window(begin, end(alternative, begin));
  }

  private static long first(Alternative alternative) {
    WindowChoice choice = alternative.comparison().choice();
    return Math.min(choice.onsetUnixNanos(), choice.incident().fromUnixNanos());
  }

  /**
   * The incident begins with the first short window after the baseline in which its first suspect
   * is suspicious, and the others are not far more so: longer scales alone tell it too roughly.
   */
  private long begin(Alternative alternative) {
    long first = first(alternative);
    long shortest = plan.scales().get(0);
    long last = alternative.comparison().choice().incident().toUnixNanos() - shortest;
    for (long at = first; at <= last; at += shortest / 2) {
      if (isSuspicious(alternative, shortest, new Window(at, at + shortest))) {
        return at;
      }
    }
    return first;
  }

  /**
   * The incident lasts as long as its first suspect stays suspicious, and the others are not far
   * more so, in steps of half a scale; then back to the last short window in which it is.
   */
  private long end(Alternative alternative, long begin) {
    long scale = alternative.comparison().choice().scaleNanos();
    long end = alternative.comparison().choice().incident().toUnixNanos();
    while (end + scale / 2 <= plan.search().toUnixNanos() && goesOn(alternative, scale, end)) {
      end += scale / 2;
    }
    long shortest = plan.scales().get(0);
    for (long at = end - shortest; at >= begin; at -= shortest / 2) {
      if (isSuspicious(alternative, shortest, new Window(at, at + shortest))) {
        return at + shortest;
      }
    }
    return end;
  }

  /** Half a scale may hold too little by chance, a whole one too much of the time after. */
  private boolean goesOn(Alternative alternative, long scale, long end) {
    long last = Math.min(end + scale, plan.search().toUnixNanos());
    return isSuspicious(alternative, scale, new Window(end, end + scale / 2))
        || isSuspicious(alternative, scale, new Window(end, last));
  }

  /** Whether the first suspect is suspicious in another window against the same baseline. */
  private boolean isSuspicious(Alternative alternative, long scale, Window window) {
    WindowChoice choice = alternative.comparison().choice();
    String suspect = alternative.leader();
    double least = Math.min(ANYTHING, alternative.strength() / 2);
    return judge
        .apply(new WindowChoice(scale, choice.onsetUnixNanos(), window, choice.baselines(), 0))
        .filter(
            judged ->
                judged.scoreOf(suspect) >= least
                    && judged.scoreOf(suspect) >= judged.strength() / 2)
        .isPresent();
  }
}
