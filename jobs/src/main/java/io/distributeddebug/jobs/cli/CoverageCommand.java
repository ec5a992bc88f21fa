package io.distributeddebug.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "coverage",
    sortOptions = false,
    description = "What is there of each service, what is lost, and how well it is instrumented.")
final class CoverageCommand extends Command {
  @Parameters(
      arity = "0..*",
      paramLabel = "ARCHIVE",
      description = "Files, folders or globs to look at instead of a lake.")
  List<String> archives = new ArrayList<>();

  @Mixin ArchiveOptions from;

  @Option(names = "--minutes", description = "Minute by minute instead of rule by rule.")
  boolean minutes;

  @Override
  ExitCode run(Console console) {
    from.archives.addAll(archives);
    return new CoverageRun(this, console).run();
  }
}
