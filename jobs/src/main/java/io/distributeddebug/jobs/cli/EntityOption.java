package io.distributeddebug.jobs.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/** Which entities a snapshot shows. */
final class EntityOption {
  @Option(
      names = "--entity",
      paramLabel = "TYPE[/KEY]",
      description = "Only this type, or this one (default: all).")
  private Optional<String> entity = Optional.empty();

  /** Empty: all. */
  String type() {
    return part(0);
  }

  /** Empty: all of the type. */
  String key() {
    return part(1);
  }

  private String part(int at) {
    String[] parts = entity.orElse("").split("/", 2);
    return at < parts.length ? parts[at] : "";
  }
}
