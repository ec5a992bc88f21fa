package io.distributeddebug.jobs.cli;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "coverage",
    sortOptions = false,
    description = "What is there of each service, what is lost, and how well it is instrumented.")
final class CoverageCommand extends Command {
  @Mixin ArchiveArguments from;

  @Option(names = "--minutes", description = "Minute by minute instead of rule by rule.")
  boolean minutes;

  @Override
  ExitCode run(Console console) {
    return new CoverageRun(this, console).run();
  }
}
