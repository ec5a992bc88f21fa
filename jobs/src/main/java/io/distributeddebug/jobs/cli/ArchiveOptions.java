package io.distributeddebug.jobs.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** For commands that read a lake: archives to look at where there is none. */
final class ArchiveOptions {
  @Option(
      names = "--archive",
      paramLabel = "URI",
      description =
          "Look at this file, folder or glob instead of a lake; may be repeated. Its tables are removed afterwards.")
  List<String> archives = new ArrayList<>();

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description = "How to read archives in a house format (default: found by content).")
  Optional<Path> mapping = Optional.empty();
}
