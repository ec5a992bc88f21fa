package io.distributeddebug.jobs.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What surrounds a run: environment variables, and what the launcher has found out. Values, so that
 * a test can make up its own.
 *
 * @param home the folder of the repository, with {@code conf/}; empty where the launcher did not
 *     say
 * @param logFile where Spark's chatter and stack traces go
 * @param folder the folder that relative paths start from
 */
record Surroundings(
    Map<String, String> environment,
    Optional<Path> home,
    Optional<Path> logFile,
    Path folder,
    OptionalInt terminalColumns) {
  Surroundings {
    environment = Map.copyOf(environment);
  }

  static Surroundings ofThisProcess() {
    String columns = System.getProperty("distributeddebug.terminal.columns", "");
    return new Surroundings(
        System.getenv(),
        Optional.ofNullable(System.getProperty("distributeddebug.home")).map(Path::of),
        Optional.ofNullable(System.getProperty("distributeddebug.log")).map(Path::of),
        Path.of(""),
        columns.matches("[0-9]{1,5}")
            ? OptionalInt.of(Integer.parseInt(columns))
            : OptionalInt.empty());
  }

  Console console(CommonOptions options, PrintWriter out, PrintWriter err) {
    boolean colour =
        terminalColumns.isPresent()
            && !options.noColor
            && environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Console(out, err, options.verbosity(), terminalColumns, colour);
  }
}
