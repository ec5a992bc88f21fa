package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.trace.CriticalPathQuery;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "critical-path",
    sortOptions = false,
    description = "What each trace waited for, from its start to its end, and on what ground.",
    footer = {
      "",
      "Examples:",
      "  distributed-debug critical-path trace.json",
      "  distributed-debug critical-path --service=web --operation='GET /' --json",
      "  distributed-debug critical-path --summary"
    })
final class CriticalPathCommand extends Command {
  @Mixin ArchiveArguments from;

  @Mixin EntryOptions entry;

  @Option(
      names = "--order",
      paramLabel = "HOW",
      defaultValue = "mined",
      description =
          "Whether a call waited for another: mined over all traces, or by time in each (default: ${DEFAULT-VALUE}).")
  CriticalPathQuery.Order order;

  @Option(
      names = "--until",
      paramLabel = "WHEN",
      defaultValue = "answered",
      description =
          "The path's end: answered, where the entry ends, or done, where the last thing ends that it set off (default: ${DEFAULT-VALUE}).")
  CriticalPathQuery.Until until;

  @Option(
      names = "--summary",
      description = "All traces together: who owns p50, p95 and p99, and what being faster gives.")
  boolean summary;

  @Option(names = "--trace-id", paramLabel = "ID", description = "Only this trace.")
  Optional<String> traceId;

  @Override
  void check() {
    if (askedTrace().isPresent() && summary) {
      throw UserError.usage("Cannot sum up one trace", "Leave out --summary or --trace-id.");
    }
    if (summary && until == CriticalPathQuery.Until.DONE) {
      throw UserError.usage("Cannot sum up paths with --until=done", "Leave out --summary.");
    }
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

  @Override
  ExitCode run(Console console) {
    return new CriticalPathRun(this, console).run();
  }
}
