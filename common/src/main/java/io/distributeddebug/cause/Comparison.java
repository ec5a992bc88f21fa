package io.distributeddebug.cause;

import io.distributeddebug.flow.Facts;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Optional;

/**
 * One choice of windows, with what was seen in them.
 *
 * @param history of resource metrics before the assumed onset
 * @param resourceWindow incident window of resource metrics, which lag by their interval
 * @param flow changed event sequences between the two
 * @param pools baseline durations of calls
 * @param unexplained empty where the traces were not asked yet: every changed step then counts as
 *     first in its trace
 */
record Comparison(
    WindowChoice choice,
    Facts baseline,
    Facts incident,
    Window history,
    Window resourceWindow,
    List<ResourceSeries> resources,
    Optional<Unexplained> unexplained,
    Settings settings,
    FlowChange flow,
    GapPools pools) {
  public Comparison {
    resources = List.copyOf(resources);
  }

  Comparison explainedBy(Unexplained answers) {
    return new Comparison(
        choice,
        baseline,
        incident,
        history,
        resourceWindow,
        resources,
        Optional.of(answers),
        settings,
        flow,
        pools);
  }

  Window incidentWindow() {
    return choice.incident();
  }

  /** Compares what was seen, before the traces are asked. */
  static Comparison of(
      WindowChoice choice,
      Facts baseline,
      Facts incident,
      Window history,
      Window resourceWindow,
      List<ResourceSeries> resources,
      Settings settings) {
    return new Comparison(
        choice,
        baseline,
        incident,
        history,
        resourceWindow,
        resources,
        Optional.empty(),
        settings,
        FlowChange.between(baseline, incident),
        new GapPools(baseline, settings));
  }
}
