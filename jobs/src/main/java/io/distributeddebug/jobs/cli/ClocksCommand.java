package io.distributeddebug.jobs.cli;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "clocks",
    sortOptions = false,
    description = "How far the clocks of hosts are apart, as the calls between them show.")
final class ClocksCommand extends Command {
  @Mixin ArchiveArguments from;

  @Option(names = "--all", description = "Also pairs of hosts that may well show the same time.")
  boolean all;

  @Override
  ExitCode run(Console console) {
    return new ClocksRun(this, console).run();
  }
}
