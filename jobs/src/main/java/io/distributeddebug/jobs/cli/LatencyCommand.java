package io.distributeddebug.jobs.cli;

import io.distributeddebug.incident.BaselineChoice;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.telemetry.Window;
import io.distributeddebug.trace.Latencies;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "latency",
    sortOptions = false,
    description = "Where the time of requests goes, and what made them slower.",
    footer = {
      "",
      "Examples:",
      "  distributed-debug latency",
      "  distributed-debug latency --incident=2026-01-05T10:05:00Z/2026-01-05T10:20:00Z --json",
      "  distributed-debug latency --folded | flamegraph.pl > flame.svg"
    })
final class LatencyCommand extends Command {
  @Mixin ArchiveArguments from;

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

  @Mixin EntryOptions entry;

  @Option(
      names = "--folded",
      description =
          "Own time by way of calls, as flame graph tools read it: stack, then nanoseconds a trace, of the baseline and the incident where two windows are named.")
  boolean folded;

  @Override
  void check() {
    if (folded && common.json) {
      throw UserError.usage("Cannot print both --folded and --json", "Choose one of them.");
    }
    if (baseline.isPresent() && incident.isEmpty()) {
      throw UserError.usage(
          "Cannot compare with --baseline: no --incident is named", "Name both windows.");
    }
    windows();
  }

  Latencies.Windows windows() {
    if (incident.isEmpty()) {
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
      throw UserError.usage(e.getMessage(), "See distributed-debug latency --help.");
    }
  }

  @Override
  ExitCode run(Console console) {
    return new LatencyRun(this, console).run();
  }
}
