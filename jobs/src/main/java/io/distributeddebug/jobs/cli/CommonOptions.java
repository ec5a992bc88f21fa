package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.cli.Console.Verbosity;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What every command takes. */
final class CommonOptions {
  @Option(
      names = "--lake",
      paramLabel = "PATH",
      defaultValue = "./lake",
      description = "Folder or s3a:// prefix of the tables (default: ${DEFAULT-VALUE}).")
  String lake;

  @Option(names = "--json", description = "Print the result as JSON, for other programs.")
  boolean json;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "Settings file with lines option=value (default: conf/distributed-debug.properties).")
  Path config;

  @Option(names = "--conf", paramLabel = "K=V", description = "A Spark setting; may be repeated.")
  Map<String, String> conf = new LinkedHashMap<>();

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Where Spark runs: local[N] or spark://HOST:PORT (default: local[*]).")
  Optional<String> master;

  @Option(names = "--quiet", description = "No progress, no notes; results and errors only.")
  boolean quiet;

  @Option(names = "--verbose", description = "More on standard error.")
  boolean verbose;

  @Option(names = "--no-color", description = "No colour; NO_COLOR does the same.")
  boolean noColor;

  Verbosity verbosity() {
    return quiet ? Verbosity.QUIET : verbose ? Verbosity.VERBOSE : Verbosity.NORMAL;
  }
}
