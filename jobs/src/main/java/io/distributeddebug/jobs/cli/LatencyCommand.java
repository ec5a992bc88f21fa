package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
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

  @Mixin WindowOptions windows;

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
    windows.windows();
  }

  @Override
  ExitCode run(Console console) {
    return new LatencyRun(this, console).run();
  }
}
