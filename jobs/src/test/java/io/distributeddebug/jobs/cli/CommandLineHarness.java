package io.distributeddebug.jobs.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Runs a command line in this JVM, in a folder and an environment of its own. */
final class CommandLineHarness {
  private final Map<String, String> environment;
  private final Path folder;

  /** What a run printed, and how it ended. */
  record Outcome(int code, String out, String err) {}

  private CommandLineHarness(Map<String, String> environment, Path folder) {
    this.environment = environment;
    this.folder = folder;
  }

  static CommandLineHarness in(Path folder) {
    return new CommandLineHarness(Map.of(), folder);
  }

  CommandLineHarness with(Map<String, String> variables) {
    return new CommandLineHarness(variables, folder);
  }

  Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            environment, Optional.of(folder), Optional.empty(), folder, OptionalInt.empty());
    int code =
        new DistributedDebug(surroundings, new PrintWriter(out, true), new PrintWriter(err, true))
            .run(arguments);
    return new Outcome(code, out.toString(), err.toString());
  }
}
