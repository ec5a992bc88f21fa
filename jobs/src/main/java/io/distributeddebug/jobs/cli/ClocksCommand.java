package io.distributeddebug.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "clocks",
    sortOptions = false,
    description = "How far the clocks of hosts are apart, as the calls between them show.")
final class ClocksCommand extends Command {
  @Parameters(
      arity = "0..*",
      paramLabel = "ARCHIVE",
      description = "Files, folders or globs to look at instead of a lake.")
  List<String> archives = new ArrayList<>();

  @Mixin ArchiveOptions from;

  @Option(names = "--all", description = "Also pairs of hosts that may well show the same time.")
  boolean all;

  @Override
  ExitCode run(Console console) {
    from.archives.addAll(archives);
    return new ClocksRun(this, console).run();
  }
}
