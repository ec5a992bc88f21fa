package io.distributeddebug.jobs.cli;

import io.distributeddebug.incident.BaselineChoice;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.query.QuerySyntaxException;
import io.distributeddebug.query.TraceQuery;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "traces",
    sortOptions = false,
    description = "Traces of a shape: a query in TraceQL, the language of Grafana Tempo.",
    footer = {
      "",
      "Examples:",
      "  distributed-debug traces '{ status = error }'",
      "  distributed-debug traces '{ resource.service.name = \"web\" } >> { duration > 500ms }'",
      "  distributed-debug traces '{ .db.system != nil } | count() > 20' --archive=spans.json --json"
    })
final class TracesCommand extends Command {
  @Parameters(paramLabel = "QUERY", description = "Such as '{ .http.status_code >= 500 }'.")
  String query;

  @Mixin ArchiveOptions from;

  @Option(
      names = "--window",
      paramLabel = "FROM/TO",
      description = "Only traces that began in it, ISO-8601 (default: all).")
  Optional<String> window;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "Traces to show, the latest first (default: ${DEFAULT-VALUE}).")
  int limit;

  @Option(
      names = "--spans",
      paramLabel = "N",
      defaultValue = "3",
      description = "Spans to show of each set that matched (default: ${DEFAULT-VALUE}).")
  int spans;

  @Override
  void check() {
    if (limit < 1 || spans < 1) {
      throw UserError.usage(
          "Invalid value for --limit or --spans: " + Math.min(limit, spans), "Give 1 or more.");
    }
    parsed();
    windows();
  }

  TraceQuery parsed() {
    return parsed(query);
  }

  static TraceQuery parsed(String query) {
    try {
      return TraceQuery.parse(query);
    } catch (QuerySyntaxException e) {
      throw UserError.usage(
          "Invalid query at character " + (e.position() + 1) + ": " + e.getMessage(), e.pointer());
    }
  }

  List<Window> windows() {
    return window.map(text -> List.of(window("--window", text))).orElse(List.of());
  }

  /** FROM/TO as a window. */
  static Window window(String option, String text) {
    try {
      if (text.contains("/")
          && BaselineChoice.parse(text) instanceof BaselineChoice.Between between) {
        return between.window();
      }
    } catch (IllegalArgumentException e) {
      throw UserError.usage(e.getMessage(), "Write FROM/TO as ISO-8601 instants.");
    }
    throw UserError.usage(
        "Invalid value for " + option + ": '" + text + "'", "Write FROM/TO as ISO-8601 instants.");
  }

  @Override
  ExitCode run(Console console) {
    return new TracesRun(this, console).run();
  }
}
