package io.distributeddebug.jobs.cli;

import picocli.CommandLine;

@CommandLine.Command(
    name = "doctor",
    sortOptions = false,
    description = "Check Java, memory, disk, lake and object store, and say what to do about each.")
final class DoctorCommand extends Command {
  @Override
  ExitCode run(Console console) {
    return new Doctor(surroundings(), common, console).examine();
  }
}
