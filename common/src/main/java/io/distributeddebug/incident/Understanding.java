package io.distributeddebug.incident;

import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an issue description was read, against the names and the time range of the data.
 *
 * @param text the description, control characters out, cut where it is very long
 * @param services names as in the data, best match first
 * @param operations names as in the data, best match first
 * @param traceIds 32 lower-case hex digits each
 * @param window the stretch that the text names, such as by {@code since 14:05}
 * @param atUnixNanos an instant that the text names as inside the incident
 * @param leading all four views, those that the symptoms point at first
 * @param notUnderstood words that look like names and match nothing in the data
 * @param remarks how it was read where that could have been otherwise, a sentence each
 */
public record Understanding(
    String text,
    List<Symptom> symptoms,
    List<String> services,
    List<String> operations,
    List<String> traceIds,
    Optional<Window> window,
    OptionalLong atUnixNanos,
    List<Correlation> leading,
    List<String> notUnderstood,
    List<String> remarks) {
  public Understanding {
    symptoms = List.copyOf(symptoms);
    services = List.copyOf(services);
    operations = List.copyOf(operations);
    traceIds = List.copyOf(traceIds);
    leading = List.copyOf(leading);
    notUnderstood = List.copyOf(notUnderstood);
    remarks = List.copyOf(remarks);
  }
}
