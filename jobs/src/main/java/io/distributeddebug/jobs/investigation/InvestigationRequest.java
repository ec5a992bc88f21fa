package io.distributeddebug.jobs.investigation;

import io.distributeddebug.cause.SearchPlan;
import io.distributeddebug.incident.BaselineChoice;
import io.distributeddebug.incident.Correlation;
import io.distributeddebug.telemetry.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a user asks, as the options say it.
 *
 * @param description the issue in the user's words, may be empty
 * @param services under suspicion; empty: all
 * @param timeWindow how far from {@code at}, on each side, the incident is looked for
 * @param atUnixNanos an instant inside the incident; empty: read from the text, else found
 * @param correlations which views are asked for, those to lead first; empty: all
 * @param asOf the lake to read; empty: as it is now
 * @param runId names the report
 * @param generatedAt when it was asked
 * @param command the command line that asks it again
 */
public record InvestigationRequest(
    String description,
    List<String> services,
    Optional<String> traceId,
    Duration timeWindow,
    OptionalLong atUnixNanos,
    Optional<BaselineChoice> baseline,
    List<Correlation> correlations,
    Optional<AsOf> asOf,
    String runId,
    Instant generatedAt,
    String command) {
  public InvestigationRequest {
    services = List.copyOf(services);
    correlations = List.copyOf(correlations);
  }

  /** The times that an answer looks at, where the alarm's is given; empty: all that there is. */
  public List<Window> times() {
    if (atUnixNanos.isEmpty()) {
      return List.of();
    }
    long at = atUnixNanos.getAsLong();
    SearchPlan plan =
        SearchPlan.of(
            new Window(at - timeWindow.toNanos(), at + timeWindow.toNanos()),
            atUnixNanos,
            incident -> baseline.map(choice -> choice.around(incident)).stream().toList());
    List<Window> times = new ArrayList<>(plan.needed());
    times.add(plan.metricsNeeded());
    return times;
  }
}
