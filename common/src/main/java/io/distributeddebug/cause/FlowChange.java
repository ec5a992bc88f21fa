package io.distributeddebug.cause;

import io.distributeddebug.flow.FactKey;
import io.distributeddebug.flow.FactKind;
import io.distributeddebug.flow.Facts;
import io.distributeddebug.flow.StepNote;
import io.distributeddebug.flow.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Changed event sequences: per context the Bayes factor of "two behaviours" against "one", after
 * multiplicity. Contexts never seen in the baseline say nothing: another workload is no fault.
 *
 * <p>Multiplicity comes in two families, contexts in which an error event grew and all others:
 * without the split, faults in the code of rarely called services drown.
 */
final class FlowChange {
  static final String NOT_SHOWN = "none";

  private final Map<Context, Changed> changed;
  private final Map<Context, Map<String, Cell>> baseline;

  private FlowChange(Map<Context, Changed> changed, Map<Context, Map<String, Cell>> baseline) {
    this.changed = changed;
    this.baseline = baseline;
  }

  /** Weight of one event in a context, with an example. */
  record Cell(double weight, long count, boolean isError, String exampleTraceId, StepNote note) {
    private static final Cell EMPTY = new Cell(0, 0, false, "", StepNote.NONE);

    private static Cell of(double weight, Tally tally, boolean isError) {
      return new Cell(
          weight, tally.count(), isError, tally.exampleTraceId(), StepNote.decode(tally.note()));
    }
  }

  /**
   * A context whose next events changed.
   *
   * @param grown events with a larger share than before, with what is known of them
   * @param missing the event that lost the largest share
   */
  record Changed(
      Context context,
      double nats,
      Map<String, Grown> grown,
      String missing,
      double baselineWeight,
      double incidentWeight) {}

  /**
   * An event that became more frequent in its context.
   *
   * @param baselineShare of the context's next events, 0..1
   */
  record Grown(double baselineShare, double incidentShare, Cell incident) {
    /** Above 0. */
    double growth() {
      return incidentShare - baselineShare;
    }
  }

  Map<Context, Changed> changed() {
    return changed;
  }

  /** What usually comes next in this context; empty where the baseline does not know it. */
  String usualNext(Context context) {
    String usual = "";
    double most = 0;
    for (Map.Entry<String, Cell> next : baseline.getOrDefault(context, Map.of()).entrySet()) {
      if (next.getValue().weight() > most) {
        most = next.getValue().weight();
        usual = next.getKey();
      }
    }
    return usual;
  }

  static FlowChange between(Facts before, Facts during) {
    Steps known = before.view(Steps.class, Steps::of);
    double concentration = known.concentration();
    Map<Context, Map<String, Cell>> baseline = new TreeMap<>(known.contexts());
    Map<Context, Map<String, Cell>> incident =
        new TreeMap<>(during.view(Steps.class, Steps::of).contexts());

    Set<String> errors = new TreeSet<>();
    incident
        .values()
        .forEach(
            cells ->
                cells.forEach(
                    (event, cell) -> {
                      if (cell.isError()) {
                        errors.add(event);
                      }
                    }));
    anywhere(before, during, baseline, incident);

    List<Context> tested = new ArrayList<>();
    int showErrors = 0;
    for (Map.Entry<Context, Map<String, Cell>> context : incident.entrySet()) {
      if (baseline.containsKey(context.getKey())) {
        tested.add(context.getKey());
        showErrors += context.getValue().keySet().stream().anyMatch(errors::contains) ? 1 : 0;
      }
    }
    double all = Math.log(Math.max(1, tested.size()));
    double ofErrors = Math.log(Math.max(1, showErrors));
    Map<Context, Changed> changed = new TreeMap<>();
    for (Context context : tested) {
      Map<String, Cell> k0 = baseline.get(context);
      Map<String, Cell> k1 = incident.get(context);
      Set<String> events = new TreeSet<>(k0.keySet());
      events.addAll(k1.keySet());
      if (events.size() < 2) {
        continue;
      }
      double[] w0 = weights(k0, events);
      double[] w1 = weights(k1, events);
      Changed change = describe(context, events, k1, w0, w1);
      boolean errorGrew = change.grown().keySet().stream().anyMatch(errors::contains);
      double nats = Behaviours.changed(w0, w1, concentration) - (errorGrew ? ofErrors : all);
      if (nats > 0) {
        changed.put(
            context,
            new Changed(
                context,
                nats,
                change.grown(),
                change.missing(),
                change.baselineWeight(),
                change.incidentWeight()));
      }
    }
    return new FlowChange(changed, baseline);
  }

  private static Changed describe(
      Context context, Set<String> events, Map<String, Cell> incident, double[] w0, double[] w1) {
    double n0 = sum(w0);
    double n1 = sum(w1);
    Map<String, Grown> grown = new TreeMap<>();
    String missing = "";
    double least = Double.POSITIVE_INFINITY;
    int i = 0;
    for (String event : events) {
      double share0 = w0[i] / n0;
      double share1 = w1[i] / n1;
      i++;
      Grown change = new Grown(share0, share1, incident.getOrDefault(event, Cell.EMPTY));
      if (change.growth() > 0) {
        grown.put(event, change);
      }
      if (share1 - share0 < least) {
        least = share1 - share0;
        missing = event;
      }
    }
    return new Changed(context, 0, grown, missing, n0, n1);
  }

  /** The steps of some facts by context, and how much contexts vary by themselves. */
  private record Steps(Map<Context, Map<String, Cell>> contexts, double concentration) {
    private static Steps of(Facts facts) {
      Map<Context, Map<String, Cell>> contexts = steps(facts);
      List<double[]> counts = new ArrayList<>();
      contexts.values().forEach(cells -> counts.add(weights(cells, cells.keySet())));
      return new Steps(contexts, Behaviours.concentration(counts));
    }
  }

  private static Map<Context, Map<String, Cell>> steps(Facts facts) {
    Map<Context, Map<String, Cell>> contexts = new TreeMap<>();
    facts
        .of(FactKind.STEP)
        .forEach(
            (key, tally) -> {
              List<String> parts = key.parts();
              contexts
                  .computeIfAbsent(
                      new Context(parts.get(0), parts.get(1), parts.get(2)), c -> new TreeMap<>())
                  .merge(
                      parts.get(3),
                      Cell.of(tally.weight(), tally, !parts.get(4).isEmpty()),
                      (a, b) ->
                          new Cell(
                              a.weight() + b.weight(),
                              a.count() + b.count(),
                              a.isError() || b.isError(),
                              a.exampleTraceId(),
                              a.note()));
            });
    return contexts;
  }

  /** The context-free test: does a service's part of a trace show this error event at all? */
  private static void anywhere(
      Facts before,
      Facts during,
      Map<Context, Map<String, Cell>> baseline,
      Map<Context, Map<String, Cell>> incident) {
    for (FactKey key : during.of(FactKind.ERROR_TRACES).keySet()) {
      String service = key.parts().get(0);
      String event = key.parts().get(1);
      Context context = Context.anywhere(service, event);
      put(context, service, key, event, before, baseline);
      put(context, service, key, event, during, incident);
    }
  }

  private static void put(
      Context context,
      String service,
      FactKey key,
      String event,
      Facts facts,
      Map<Context, Map<String, Cell>> into) {
    Tally traces = facts.of(FactKind.TRACES).get(FactKey.of(FactKind.TRACES, service));
    if (traces == null) {
      return;
    }
    Map<String, Cell> cells = new TreeMap<>();
    Tally shown = facts.of(FactKind.ERROR_TRACES).get(key);
    long showing = shown == null ? 0 : shown.count();
    if (showing > 0) {
      cells.put(event, Cell.of((double) showing, shown, true));
    }
    long silent = traces.count() - showing;
    if (silent > 0) {
      cells.put(NOT_SHOWN, new Cell((double) silent, silent, false, "", StepNote.NONE));
    }
    into.put(context, cells);
  }

  private static double[] weights(Map<String, Cell> cells, Set<String> events) {
    double[] weights = new double[events.size()];
    int i = 0;
    for (String event : events) {
      weights[i++] = cells.getOrDefault(event, Cell.EMPTY).weight();
    }
    return weights;
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** Changed contexts of one service, strongest first. */
  static Comparator<Changed> strongestFirst() {
    return Comparator.comparingDouble((Changed change) -> -change.nats())
        .thenComparing(Changed::context);
  }
}
