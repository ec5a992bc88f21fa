package io.distributeddebug.jobs.cli;

import picocli.CommandLine;

@CommandLine.Command(
    name = "tables",
    sortOptions = false,
    description = "Show what is in the lake: rows, time range and size of each table.")
final class TablesCommand extends Command {
  @Override
  ExitCode run(Console console) {
    try (Workbench workbench = Workbench.open(common, console)) {
      return new TableListing(workbench.lake(), console).print(common.json);
    }
  }
}
