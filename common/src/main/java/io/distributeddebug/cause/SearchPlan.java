package io.distributeddebug.cause;

import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Which windows are tried. The beginning is not trusted: the incident window at the alarm is
 * compared with baselines that end at the alarm or earlier, as the fault is often already at work
 * in the minute before. Windows beside the alarm are tried too, in case it is early or late, with a
 * handicap: the strongest of many choices is strong by chance.
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
  private static final int HALVES_BESIDE = 2;

  /** Two onsets for each window beside the alarm. */
  private static final int CHOICES_BESIDE = 2 * 2 * HALVES_BESIDE;

  /** As {@link Confidence} weighs e^(score / 2), a chance of one in n costs 2 ln n. */
  private static final double HANDICAP_BESIDE = 2 * Math.log(CHOICES_BESIDE);

  private static final int HALVES_BEFORE = 3;
  private static final int REACH_HALVES = HALVES_BEFORE + 1;
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
      for (List<WindowChoice> round : rounds(scale, OptionalLong.empty())) {
        for (WindowChoice choice : round) {
          for (Window baseline : choice.baselines()) {
            if (needed.stream().noneMatch(window -> covers(window, baseline))) {
              needed.add(baseline);
            }
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
      longest = Math.max(longest, Math.max(quietNanos, scale) + scale * REACH_HALVES / 2);
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

  /** Where the data around the alarm are looked for, to see where they end. */
  Optional<Window> aroundAlarm(long scale) {
    return alarmUnixNanos.isPresent()
        ? Optional.of(
            new Window(
                alarmUnixNanos.getAsLong() - HALVES_BEFORE * scale / 2,
                alarmUnixNanos.getAsLong() + scale))
        : Optional.empty();
  }

  /**
   * The choices at one scale, latest onset first: those at the alarm, then those beside it; or all.
   *
   * @param recordedUntilUnixNanos where the data around the alarm end: the incident window reaches
   *     back before the alarm so far that it holds half a scale of them
   */
  List<List<WindowChoice>> rounds(long scale, OptionalLong recordedUntilUnixNanos) {
    if (alarmUnixNanos.isEmpty()) {
      return List.of(anywhere(scale));
    }
    long alarm = alarmUnixNanos.getAsLong();
    return List.of(at(alarm, scale, recordedUntilUnixNanos), beside(alarm, scale));
  }

  private List<WindowChoice> at(long alarm, long scale, OptionalLong recordedUntil) {
    long half = scale / 2;
    long begin = Math.min(alarm, recordedUntil.orElse(alarm + half) - half);
    List<WindowChoice> choices = new ArrayList<>();
    for (int before = 0; before <= HALVES_BEFORE; before++) {
      long onset = Math.min(begin, alarm - before * half);
      choices.add(choice(new Window(begin, alarm + scale), onset, scale, 0));
    }
    return choices.stream().distinct().toList();
  }

  private List<WindowChoice> beside(long alarm, long scale) {
    long half = scale / 2;
    List<WindowChoice> choices = new ArrayList<>();
    for (int ahead = HALVES_BESIDE; ahead >= -HALVES_BESIDE; ahead--) {
      if (ahead != 0) {
        long begin = alarm + ahead * half;
        Window incident = new Window(begin, begin + scale);
        choices.add(choice(incident, begin, scale, HANDICAP_BESIDE));
        choices.add(choice(incident, begin - half, scale, HANDICAP_BESIDE));
      }
    }
    return choices;
  }

  private List<WindowChoice> anywhere(long scale) {
    List<WindowChoice> choices = new ArrayList<>();
    long half = scale / 2;
    long step = search.nanos() / half > MOST_BEGINS ? scale : half;
    long begin = search.fromUnixNanos() + (search.nanos() - scale) / step * step;
    for (; begin > search.fromUnixNanos(); begin -= step) {
      Window incident = new Window(begin, begin + scale);
      choices.add(choice(incident, begin, scale, 0));
      choices.add(choice(incident, begin - half, scale, 0));
    }
    return choices;
  }

  /** The shortest incident window at the alarm, compared with what a longer one is. */
  WindowChoice atAlarm(WindowChoice longer, OptionalLong recordedUntilUnixNanos) {
    long scale = SCALES[0];
    Window incident = rounds(scale, recordedUntilUnixNanos).get(0).get(0).incident();
    return new WindowChoice(scale, longer.onsetUnixNanos(), incident, longer.baselines(), 0);
  }

  private WindowChoice choice(Window incident, long onset, long scale, double handicap) {
    List<Window> baselines = new ArrayList<>();
    baselines.add(new Window(onset - Math.max(quietNanos, scale), onset));
    baselines.addAll(named.around(incident));
    return new WindowChoice(scale, onset, incident, baselines, handicap);
  }
}
