package io.distributeddebug.report;

import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Optional;

/**
 * How the issue description was read.
 *
 * @param text the description as it was given
 * @param symptoms symptom words that were recognised, such as {@code timeout}
 * @param services names in the text or the options, as they are in the lake
 * @param window where the incident was looked for
 * @param correlations which kinds of analysis lead: timing, causation, dependency, flow
 * @param notUnderstood words that might name something but match nothing in the lake
 */
public record Understanding(
    String text,
    List<String> symptoms,
    List<String> services,
    List<String> operations,
    List<String> traceIds,
    Optional<Window> window,
    List<String> correlations,
    List<String> notUnderstood) {
  public Understanding {
    symptoms = List.copyOf(symptoms);
    services = List.copyOf(services);
    operations = List.copyOf(operations);
    traceIds = List.copyOf(traceIds);
    correlations = List.copyOf(correlations);
    notUnderstood = List.copyOf(notUnderstood);
  }

  /** Whether this kind of analysis was to be made; without any named, all are. */
  boolean asksFor(String correlation) {
    return correlations.isEmpty() || correlations.contains(correlation);
  }

  /** A description in which nothing was recognised. */
  public static Understanding ofText(String text) {
    return new Understanding(
        text, List.of(), List.of(), List.of(), List.of(), Optional.empty(), List.of(), List.of());
  }
}
