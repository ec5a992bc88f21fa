package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "demo",
    sortOptions = false,
    description = {
      "Simulate an incident in an online shop, ingest it and find its cause.",
      "Works in ./distributed-debug-demo, again from scratch each time."
    })
final class DemoCommand extends Command {
  @Option(
      names = "--fault",
      paramLabel = "NAME",
      defaultValue = "slow-database",
      description = "What goes wrong; see simulate --list-faults (default: ${DEFAULT-VALUE}).")
  String fault;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Another number, another incident (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--spans",
      paramLabel = "N",
      defaultValue = "200000",
      description = "About how many spans are recorded (default: ${DEFAULT-VALUE}).")
  long spans;

  @Override
  void check() {
    if (spans < 1000) {
      throw UserError.usage("Invalid value for --spans: " + spans, "It is 1000 or more.");
    }
  }

  @Override
  ExitCode run(Console console) {
    return new DemoRun(this, console).run();
  }
}
