package io.distributeddebug.jobs.cli;

import picocli.CommandLine;

@CommandLine.Command(
    name = "jobs",
    sortOptions = false,
    description = "Show each job with the tables that it reads and writes.")
final class JobsCommand extends Command {
  @Override
  ExitCode run(Console console) {
    return new JobListing(console).print(common.json);
  }
}
