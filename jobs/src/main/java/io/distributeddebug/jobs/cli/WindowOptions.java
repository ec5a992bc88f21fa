package io.distributeddebug.jobs.cli;

import io.distributeddebug.incident.BaselineChoice;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.telemetry.Window;
import io.distributeddebug.trace.Latencies;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The two windows that are compared, or none. */
final class WindowOptions {
  @Option(
      names = "--incident",
      paramLabel = "FROM/TO",
      description = "The window to explain (default: all there is, compared with nothing).")
  Optional<String> incident;

  @Option(
      names = "--baseline",
      paramLabel = "SPAN",
      description =
          "What it is compared with: FROM/TO, a duration before the incident, same-time-yesterday or last-week (default: all before it).")
  Optional<String> baseline;

  /** Wrong ones are bad usage. */
  Latencies.Windows windows() {
    if (incident.isEmpty()) {
      if (baseline.isPresent()) {
        throw UserError.usage(
            "Cannot compare with --baseline: no --incident is named", "Name both windows.");
      }
      return Latencies.Windows.all();
    }
    Window window = incidentWindow(incident.get());
    Optional<Window> before = baseline.map(text -> parsed(text).around(window));
    return Latencies.Windows.of(
        Optional.of(before.orElse(new Window(Long.MIN_VALUE, window.fromUnixNanos()))), window);
  }

  private static Window incidentWindow(String text) {
    if (text.contains("/") && parsed(text) instanceof BaselineChoice.Between between) {
      return between.window();
    }
    throw UserError.usage(
        "Invalid value for --incident: '" + text + "'", "Write FROM/TO as ISO-8601 instants.");
  }

  private static BaselineChoice parsed(String text) {
    try {
      return BaselineChoice.parse(text);
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage(), "--help tells how windows are named.");
    }
  }
}
