package io.distributeddebug.finding;

import io.distributeddebug.telemetry.Window;
import java.util.List;

/**
 * One thing that is wrong or has changed, whatever found it, with enough to check it by hand.
 *
 * @param kind stable kebab-case id, such as {@code error-rate-changed}
 * @param confidence 0..1
 * @param window when it was seen
 * @param services whom it concerns, the most concerned first
 * @param operation the operation it is about, empty where it is about whole services
 * @param summary one sentence; its numbers are those of {@code measures}
 * @param recommendation what to do or look at next, empty where nothing is known
 */
public record Finding(
    String kind,
    Severity severity,
    double confidence,
    Window window,
    List<String> services,
    String operation,
    String summary,
    List<Measure> measures,
    List<Evidence> evidence,
    String recommendation) {
  public Finding {
    if (!(confidence >= 0 && confidence <= 1)) { // refuses NaN too
      throw new IllegalArgumentException("Invalid confidence: " + confidence + ", not in 0..1");
    }
    services = List.copyOf(services);
    measures = List.copyOf(measures);
    evidence = List.copyOf(evidence);
  }
}
