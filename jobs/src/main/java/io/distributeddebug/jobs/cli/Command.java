package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What the commands share: options, console, exit code. A command is its options and one call; what
 * needs Spark stands in a class of its own, so that help and usage errors do not load it.
 */
abstract class Command implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin CommonOptions common;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  private Surroundings surroundings = Surroundings.ofThisProcess();

  final void standIn(Surroundings place) {
    surroundings = place;
  }

  final Surroundings surroundings() {
    return surroundings;
  }

  /** The command line that asks the same again, quoted for a shell. */
  final String commandLine() {
    CommandLine root = spec.commandLine();
    while (root.getParent() != null) {
      root = root.getParent();
    }
    StringBuilder line = new StringBuilder("distributed-debug");
    for (String argument : root.getParseResult().originalArgs()) {
      line.append(' ')
          .append(
              argument.matches("[A-Za-z0-9_./:=,@%+-]+")
                  ? argument
                  : "'" + argument.replace("'", "'\\''") + "'");
    }
    return line.toString();
  }

  @Override
  public final Integer call() {
    check();
    Console console =
        surroundings.console(common, spec.commandLine().getOut(), spec.commandLine().getErr());
    return run(console).code();
  }

  /** What stands below this command, as {@code check} below {@code history}. */
  List<Command> subcommands() {
    return List.of();
  }

  /**
   * Looks at the options together, before anything is started.
   *
   * @throws UserError where they do not fit
   */
  void check() {}

  /**
   * Does the work and prints the result.
   *
   * @throws UserError for what the user can put right
   */
  abstract ExitCode run(Console console);
}
