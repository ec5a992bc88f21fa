package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "sql",
    sortOptions = false,
    description = "Ask the tables of the lake one query, which may only read.",
    footer = {
      "",
      "Example:",
      "  distributed-debug sql \"SELECT service, count(*) FROM trace_spans GROUP BY ALL\" --csv"
    })
final class SqlCommand extends Command {
  @Parameters(paramLabel = "\"<query>\"", description = "One SELECT; see tables for what is there.")
  String query;

  @Mixin ArchiveOptions from;

  @Option(names = "--csv", description = "Comma-separated values with a header line.")
  boolean csv;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Print at most so many rows; 0 means all (default: ${DEFAULT-VALUE}).")
  int limit;

  @Override
  void check() {
    if (csv && common.json) {
      throw UserError.usage("Cannot print both --csv and --json", "Choose one of them.");
    }
    if (limit < 0) {
      throw UserError.usage("Invalid value for --limit: " + limit, "It is 0 or more.");
    }
    if (query.isBlank()) {
      throw UserError.usage("Cannot run an empty query", "Give one SELECT in quotes.");
    }
  }

  @Override
  ExitCode run(Console console) {
    ResultForm form = csv ? ResultForm.CSV : common.json ? ResultForm.JSON : ResultForm.TABLE;
    try (Workbench workbench = Workbench.over(common, from, surroundings(), console)) {
      return new SqlQuestion(workbench, console, form, limit).ask(query);
    }
  }
}
