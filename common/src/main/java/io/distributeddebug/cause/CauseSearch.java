package io.distributeddebug.cause;

import io.distributeddebug.flow.Facts;
import io.distributeddebug.flow.SlicedFacts;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds when the incident was and who caused it, from facts that were counted once. Two steps: a
 * shortlist of windows judged by sums alone, then the same windows with what their traces say about
 * who came first.
 */
public final class CauseSearch {
  static final long METRIC_HISTORY_NANOS = 1_800_000_000_000L;
  private static final int SHORTLIST = 8;

  /** Points of score by which a longer scale must be stronger, for the dozen choices it has. */
  private static final double CLEARLY = 2 * Math.log(12);

  /** A suspect whose score falls below this is no longer suspicious. */
  private static final double ANYTHING = 4;

  private final SlicedFacts facts;
  private final List<ResourceSeries> resources;
  private final SearchPlan plan;
  private final List<Signal> signals;
  private final Settings settings;
  private final Map<List<Window>, Facts> sums = new HashMap<>();

  public CauseSearch(SlicedFacts facts, List<ResourceSeries> resources, SearchPlan plan) {
    this(facts, resources, plan, Signals.standard(), Settings.STANDARD);
  }

  CauseSearch(
      SlicedFacts facts,
      List<ResourceSeries> resources,
      SearchPlan plan,
      List<Signal> signals,
      Settings settings) {
    this.facts = facts;
    this.resources = List.copyOf(resources);
    this.plan = plan;
    this.signals = List.copyOf(signals);
    this.settings = settings;
  }

  /** The answer: the windows that were most likely the incident, and who caused it. */
  public RankedCauses find(TraceQuestions questions) {
    Optional<Alternative> chosen = isAroundAlarm() ? atAlarm(questions) : anywhere(questions);
    return chosen
        .map(
            alternative ->
                Answer.of(alternative, new Window(begin(alternative), end(alternative)), signals))
        .orElseGet(() -> Answer.withoutData(plan.search()));
  }

  /**
   * The windows at the alarm itself come first, then those beside it, then longer ones, until one
   * gives a sure answer: a window with other incidents in it must not outvote the one that was
   * asked about.
   */
  private Optional<Alternative> atAlarm(TraceQuestions questions) {
    Optional<Alternative> chosen = Optional.empty();
    for (long scale : plan.scales()) {
      for (List<WindowChoice> round : plan.rounds(scale, recordedUntil(scale))) {
        if (chosen.isPresent() && chosen.get().isSure()) {
          break;
        }
        Optional<Alternative> best = best(shortlist(round), questions);
        if (best.isPresent() && (chosen.isEmpty() || replaces(best.get(), chosen.get()))) {
          chosen = best;
        }
      }
    }
    return chosen;
  }

  /** The strongest of all wins; their traces are asked in one go. */
  private Optional<Alternative> anywhere(TraceQuestions questions) {
    List<Alternative> shortlist = new ArrayList<>();
    for (long scale : plan.scales()) {
      plan.rounds(scale, OptionalLong.empty()).forEach(round -> shortlist.addAll(shortlist(round)));
    }
    return best(shortlist, questions);
  }

  private boolean isAroundAlarm() {
    return plan.alarmUnixNanos().isPresent();
  }

  /**
   * A longer scale must be clearly stronger, as it sums up more data, and its suspect must lead at
   * the alarm itself too, as others may be at fault before and after.
   */
  private boolean replaces(Alternative later, Alternative chosen) {
    WindowChoice choice = later.comparison().choice();
    if (choice.scaleNanos() == chosen.comparison().choice().scaleNanos()) {
      return beats(later, chosen);
    }
    return merit(later) - CLEARLY > merit(chosen)
        && judge(plan.atAlarm(choice, recordedUntil(plan.scales().get(0))))
            .filter(alarm -> alarm.strength() >= ANYTHING && alarm.leader().equals(later.leader()))
            .isPresent();
  }

  private OptionalLong recordedUntil(long scale) {
    return plan.aroundAlarm(scale).map(facts::recordedUntil).orElse(OptionalLong.empty());
  }

  /** The strongest of some choices by sums alone, strongest first. */
  private List<Alternative> shortlist(List<WindowChoice> choices) {
    List<Alternative> judged = new ArrayList<>();
    for (WindowChoice choice : choices) {
      judge(choice).ifPresent(judged::add);
    }
    judged.sort(Comparator.comparingDouble(alternative -> -rounded(merit(alternative))));
    return judged.subList(0, Math.min(SHORTLIST, judged.size()));
  }

  /** The strongest once their traces were asked; at a tie that of the latest onset. */
  private Optional<Alternative> best(List<Alternative> shortlist, TraceQuestions questions) {
    List<Unexplained> answers = questions.ask(shortlist);
    Optional<Alternative> best = Optional.empty();
    for (int i = 0; i < shortlist.size(); i++) {
      Alternative explained = shortlist.get(i).explainedBy(answers.get(i));
      if (best.isEmpty() || beats(explained, best.get())) {
        best = Optional.of(explained);
      }
    }
    return best;
  }

  private Optional<Alternative> judge(WindowChoice choice) {
    Facts incident = sum(List.of(choice.incident()));
    Facts baseline = sum(choice.baselines());
    if (incident.isEmpty() || baseline.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Alternative.of(
            Comparison.of(
                choice,
                baseline,
                incident,
                new Window(choice.onsetUnixNanos() - METRIC_HISTORY_NANOS, choice.onsetUnixNanos()),
                new Window(
                    choice.incident().fromUnixNanos(),
                    choice.incident().toUnixNanos() + metricLagNanos()),
                resources,
                settings),
            signals));
  }

  /** A point tells of the interval before it. */
  private long metricLagNanos() {
    return resources.stream().mapToLong(ResourceSeries::intervalNanos).max().orElse(0) / 2;
  }

  private static boolean beats(Alternative a, Alternative b) {
    double difference = rounded(merit(a)) - rounded(merit(b));
    return difference > 0
        || (difference == 0
            && a.comparison().choice().onsetUnixNanos() > b.comparison().choice().onsetUnixNanos());
  }

  private static double merit(Alternative alternative) {
    return alternative.strength() - alternative.comparison().choice().handicap();
  }

  private static double rounded(double score) {
    return Math.rint(score * 1e6);
  }

  /**
   * The incident begins with the first short window after the baseline in which its first suspect
   * is suspicious, and the others are not far more so: longer scales alone tell it too roughly.
   */
  private long begin(Alternative alternative) {
    WindowChoice choice = alternative.comparison().choice();
    long first = Math.min(choice.onsetUnixNanos(), choice.incident().fromUnixNanos());
    if (alternative.strength() <= 0) {
      return first;
    }
    long shortest = plan.scales().get(0);
    for (long at = first; at + shortest <= choice.incident().toUnixNanos(); at += shortest / 2) {
      if (isSuspicious(alternative, shortest, new Window(at, at + shortest))) {
        return at;
      }
    }
    return first;
  }

  /**
   * The incident lasts as long as its first suspect stays suspicious, and the others are not far
   * more so, in steps of half a scale.
   */
  private long end(Alternative alternative) {
    WindowChoice choice = alternative.comparison().choice();
    long end = choice.incident().toUnixNanos();
    if (alternative.strength() <= 0) {
      return end;
    }
    long half = choice.scaleNanos() / 2;
    while (end + half <= plan.search().toUnixNanos()) {
      boolean goesOn = isSuspicious(alternative, half, new Window(end, end + half));
      if (!goesOn) {
        return end;
      }
      end += half;
    }
    return end;
  }

  /** Whether the first suspect is suspicious in another window against the same baseline. */
  private boolean isSuspicious(Alternative alternative, long scale, Window window) {
    WindowChoice choice = alternative.comparison().choice();
    String suspect = alternative.suspicions().get(0).subject();
    double least = Math.min(ANYTHING, alternative.strength() / 2);
    return judge(new WindowChoice(scale, choice.onsetUnixNanos(), window, choice.baselines(), 0))
        .filter(
            judged ->
                judged.scoreOf(suspect) >= least
                    && judged.scoreOf(suspect) >= judged.strength() / 2)
        .isPresent();
  }

  private Facts sum(List<Window> windows) {
    return sums.computeIfAbsent(windows, facts::sum);
  }
}
