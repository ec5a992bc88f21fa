package io.distributeddebug.jobs.cli;

import io.distributeddebug.trace.EntryChoice;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where in a trace a request begins. */
final class EntryOptions {
  @Option(
      names = "--service",
      paramLabel = "NAME",
      description = "From this service's first span in a trace (default: the root).")
  private Optional<String> service = Optional.empty();

  @Option(
      names = "--operation",
      paramLabel = "NAME",
      description = "From this operation's first span in a trace (default: the root).")
  private Optional<String> operation = Optional.empty();

  EntryChoice choice() {
    return new EntryChoice(service.orElse(""), operation.orElse(""));
  }
}
