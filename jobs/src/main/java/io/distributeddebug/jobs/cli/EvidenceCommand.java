package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.telemetry.Window;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "evidence",
    sortOptions = false,
    description = "What logs and metrics say beside the spans: lines by span, load and saturation.",
    footer = {
      "",
      "Examples:",
      "  distributed-debug evidence",
      "  distributed-debug evidence --trace-id=0af7651916cd43dd8448eb211c80319c",
      "  distributed-debug evidence --window=2026-01-05T09:00:00Z/2026-01-05T09:30:00Z --json"
    })
final class EvidenceCommand extends Command {
  @Mixin ArchiveOptions from;

  @Option(
      names = "--window",
      paramLabel = "FROM/TO",
      description = "Only this time, ISO-8601 (default: all that spans tell of).")
  Optional<String> window;

  @Option(
      names = "--trace-id",
      paramLabel = "ID",
      description = "The log lines of this trace, each with its span.")
  Optional<String> traceId;

  @Override
  void check() {
    if (window.isPresent() && traceId.isPresent()) {
      throw UserError.usage(
          "Cannot ask for a window of one trace", "Leave out --window or --trace-id.");
    }
    askedTrace();
    askedWindow();
  }

  /** 32 lower-case digits, as ids are stored. */
  Optional<String> askedTrace() {
    return traceId.map(
        id -> {
          String digits = id.strip().replace("-", "").toLowerCase(Locale.ROOT);
          if (!digits.matches("[0-9a-f]{1,32}")) {
            throw UserError.usage(
                "Invalid value for --trace-id: '" + id + "'", "A trace id is up to 32 hex digits.");
          }
          return "0".repeat(32 - digits.length()) + digits;
        });
  }

  Optional<Window> askedWindow() {
    return window.map(text -> TracesCommand.window("--window", text));
  }

  @Override
  ExitCode run(Console console) {
    return new EvidenceRun(this, console).run();
  }
}
