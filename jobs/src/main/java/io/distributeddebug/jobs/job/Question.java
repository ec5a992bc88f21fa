package io.distributeddebug.jobs.job;

import io.distributeddebug.incident.BaselineChoice;
import io.distributeddebug.incident.Correlation;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What an investigation is asked, all options resolved.
 *
 * @param investigationId hash of everything below: the same question replaces its own answers
 * @param description the issue in the user's words, may be empty
 * @param search where the incident is looked for; around an alarm also where nothing is recorded
 * @param atUnixNanos an instant inside the incident; empty: found from the data
 * @param baseline what the user named as surely normal
 * @param services under suspicion; empty: all
 * @param traceId to start from
 * @param correlations which analyses are asked for
 */
public record Question(
    String investigationId,
    String description,
    Window search,
    OptionalLong atUnixNanos,
    Optional<BaselineChoice> baseline,
    List<String> services,
    Optional<String> traceId,
    List<Correlation> correlations) {
  public Question {
    services = List.copyOf(services);
    correlations = List.copyOf(correlations);
  }
}
