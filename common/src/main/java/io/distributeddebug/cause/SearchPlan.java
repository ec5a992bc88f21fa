package io.distributeddebug.cause;

import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Which windows are tried. The beginning is not trusted: at each scale incident windows on both
 * sides of the alarm are tried, and for each the baseline ends at its begin or earlier, as the
 * fault is often already at work in the minute before.
 *
 * @param search where the incident may lie
 * @param alarmUnixNanos an instant in it or near it; empty: anywhere in {@code search}
 * @param named surely normal windows, added to the time before the onset
 * @param quietNanos how far before the onset the baseline reaches at the shortest scale
 */
public record SearchPlan(
    Window search, OptionalLong alarmUnixNanos, NamedBaseline named, long quietNanos) {
  private static final long MINUTE = 60_000_000_000L;
  private static final long[] SCALES = {2 * MINUTE, 10 * MINUTE, 30 * MINUTE, 120 * MINUTE};
  private static final int HALVES_AROUND_ALARM = 2;
  private static final int HALVES_BEFORE = 3;
  private static final int MOST_BEGINS = 60;

  /** The plan for a question; the quiet time before the onset is a few minutes. */
  public static SearchPlan of(Window search, OptionalLong alarmUnixNanos, NamedBaseline named) {
    return new SearchPlan(search, alarmUnixNanos, named, 5 * MINUTE);
  }

  /** When traces must begin for their facts to matter: every baseline and incident window. */
  public List<Window> needed() {
    List<Window> needed = new ArrayList<>();
    needed.add(new Window(search.fromUnixNanos() - reachNanos(), search.toUnixNanos()));
    for (long scale : scales()) {
      for (WindowChoice choice : choices(scale)) {
        for (Window baseline : choice.baselines()) {
          if (needed.stream().noneMatch(window -> covers(window, baseline))) {
            needed.add(baseline);
          }
        }
      }
    }
    return needed;
  }

  /** The time whose resource metrics matter. */
  public Window metricsNeeded() {
    return new Window(
        search.fromUnixNanos() - reachNanos() - CauseSearch.METRIC_HISTORY_NANOS,
        search.toUnixNanos() + MINUTE);
  }

  private long reachNanos() {
    long longest = 0;
    for (long scale : scales()) {
      longest = Math.max(longest, Math.max(quietNanos, scale) + scale * HALVES_BEFORE / 2);
    }
    return longest;
  }

  private static boolean covers(Window outer, Window inner) {
    return outer.fromUnixNanos() <= inner.fromUnixNanos()
        && inner.toUnixNanos() <= outer.toUnixNanos();
  }

  /** Slices that make up every window of this plan. */
  public long sliceNanos() {
    long slices = search.nanos() / (MINUTE / 6);
    return slices <= 1500 ? MINUTE / 6 : MINUTE * Math.max(1, search.nanos() / (1500 * MINUTE));
  }

  /** Where the slices begin to count. */
  public long originUnixNanos() {
    return alarmUnixNanos.orElse(search.fromUnixNanos());
  }

  /** Scales that fit into the search, shortest first. */
  List<Long> scales() {
    List<Long> scales = new ArrayList<>();
    for (long scale : SCALES) {
      if (scales.isEmpty() || scale <= search.nanos() / 2) {
        scales.add(scale);
      }
    }
    return scales;
  }

  /** The choices at one scale, latest onset first. */
  List<WindowChoice> choices(long scale) {
    List<WindowChoice> choices = new ArrayList<>();
    long half = scale / 2;
    if (alarmUnixNanos.isPresent()) {
      for (int ahead = HALVES_AROUND_ALARM; ahead >= -HALVES_AROUND_ALARM; ahead--) {
        addOnsets(alarmUnixNanos.getAsLong() + ahead * half, scale, choices);
      }
    } else {
      long step = search.nanos() / half > MOST_BEGINS ? scale : half;
      long begin = search.fromUnixNanos() + (search.nanos() - scale) / step * step;
      for (; begin > search.fromUnixNanos(); begin -= step) {
        choices.add(choice(begin, begin, scale));
        choices.add(choice(begin, begin - half, scale));
      }
    }
    return choices;
  }

  private void addOnsets(long begin, long scale, List<WindowChoice> choices) {
    for (int before = 0; before <= HALVES_BEFORE; before++) {
      choices.add(choice(begin, begin - before * scale / 2, scale));
    }
  }

  WindowChoice choice(long begin, long onset, long scale) {
    Window incident = new Window(begin, begin + scale);
    List<Window> baselines = new ArrayList<>();
    baselines.add(new Window(onset - Math.max(quietNanos, scale), onset));
    baselines.addAll(named.around(incident));
    return new WindowChoice(scale, onset, incident, baselines);
  }
}
