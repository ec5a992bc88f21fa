package io.distributeddebug.jobs.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@link ArchiveOptions}, where archives may be named without {@code --archive} too. */
final class ArchiveArguments {
  @Parameters(
      arity = "0..*",
      paramLabel = "ARCHIVE",
      description = "Files, folders or globs to look at instead of a lake.")
  private List<String> archives = new ArrayList<>();

  @Mixin private ArchiveOptions options;

  /** Those named in either way. */
  ArchiveOptions all() {
    ArchiveOptions all = new ArchiveOptions();
    all.archives.addAll(options.archives);
    all.archives.addAll(archives);
    all.mapping = options.mapping;
    return all;
  }
}
