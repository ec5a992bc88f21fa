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
import java.util.Set;

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

  private final SlicedFacts facts;
  private final List<ResourceSeries> resources;
  private final SearchPlan plan;
  private final List<Signal> signals;
  private final Settings settings;
  private final Extent extent;
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
    this.extent = new Extent(plan, this::judge);
  }

  /** The answer: the windows that were most likely the incident, and who caused it. */
  public RankedCauses find(TraceQuestions questions) {
    return find(questions, Set.of());
  }

  /**
   * The answer, where somebody has a suspicion.
   *
   * @param underSuspicion services that lead among the causes for which the data speak about as
   *     strongly
   */
  public RankedCauses find(TraceQuestions questions, Set<String> underSuspicion) {
    Optional<Alternative> chosen = isAroundAlarm() ? atAlarm(questions) : anywhere(questions);
    return chosen
        .map(
            alternative ->
                Answer.of(
                    alternative,
                    extent.of(alternative),
                    signals,
                    new UnderSuspicion(underSuspicion)))
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
        Optional<Alternative> best = best(explained(shortlist(round), questions));
        if (best.isPresent() && (chosen.isEmpty() || replaces(best.get(), chosen.get()))) {
          chosen = best;
        }
      }
    }
    return chosen;
  }

  /** The strongest of all scales wins; their traces are asked in one go. */
  private Optional<Alternative> anywhere(TraceQuestions questions) {
    List<Alternative> shortlist = new ArrayList<>();
    for (long scale : plan.scales()) {
      plan.rounds(scale, OptionalLong.empty()).forEach(round -> shortlist.addAll(shortlist(round)));
    }
    List<Alternative> explained = explained(shortlist, questions);
    Optional<Alternative> chosen = Optional.empty();
    for (long scale : plan.scales()) {
      Optional<Alternative> best =
          best(explained.stream().filter(one -> scaleOf(one) == scale).toList());
      if (best.isPresent() && (chosen.isEmpty() || isClearlyStronger(best.get(), chosen.get()))) {
        chosen = best;
      }
    }
    return chosen;
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
    if (scaleOf(later) == scaleOf(chosen)) {
      return beats(later, chosen);
    }
    return isClearlyStronger(later, chosen)
        && judge(plan.atAlarm(choice, recordedUntil(plan.scales().get(0))))
            .filter(
                alarm ->
                    alarm.strength() >= Extent.ANYTHING && alarm.leader().equals(later.leader()))
            .isPresent();
  }

  private static boolean isClearlyStronger(Alternative longer, Alternative shorter) {
    return merit(longer) - CLEARLY > merit(shorter);
  }

  private static long scaleOf(Alternative alternative) {
    return alternative.comparison().choice().scaleNanos();
  }

  private OptionalLong recordedUntil(long scale) {
    return plan.aroundAlarm(scale).map(facts::recordedUntil).orElse(OptionalLong.empty());
  }

  /**
   * The strongest of some choices by sums alone, strongest first. Without an alarm recoveries are
   * left out, unless there is nothing else.
   */
  private List<Alternative> shortlist(List<WindowChoice> choices) {
    List<Alternative> judged = new ArrayList<>();
    for (WindowChoice choice : choices) {
      judge(choice).ifPresent(judged::add);
    }
    judged.sort(Comparator.comparingDouble(alternative -> -rounded(merit(alternative))));
    List<Alternative> onsets =
        judged.stream()
            .filter(alternative -> isAroundAlarm() || !extent.isRecovery(alternative))
            .limit(SHORTLIST)
            .toList();
    return onsets.isEmpty() ? judged.subList(0, Math.min(SHORTLIST, judged.size())) : onsets;
  }

  /** The same choices, once their traces were asked. */
  private static List<Alternative> explained(
      List<Alternative> shortlist, TraceQuestions questions) {
    List<Unexplained> answers = questions.ask(shortlist);
    List<Alternative> explained = new ArrayList<>();
    for (int i = 0; i < shortlist.size(); i++) {
      explained.add(shortlist.get(i).explainedBy(answers.get(i)));
    }
    return explained;
  }

  /** The strongest; at a tie that of the latest onset. */
  private static Optional<Alternative> best(List<Alternative> alternatives) {
    return alternatives.stream().reduce((best, next) -> beats(next, best) ? next : best);
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

  private Facts sum(List<Window> windows) {
    return sums.computeIfAbsent(windows, facts::sum);
  }
}
