package io.distributeddebug.jobs.cli;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;

@CommandLine.Command(
    name = "tables",
    sortOptions = false,
    description = "Show what is in the lake: rows, time range and size of each table.")
final class TablesCommand extends Command {
  @Mixin ArchiveOptions from;

  @Override
  ExitCode run(Console console) {
    try (Workbench workbench = Workbench.over(common, from, surroundings(), console)) {
      return new TableListing(workbench.lake(), console).print(common.json);
    }
  }
}
