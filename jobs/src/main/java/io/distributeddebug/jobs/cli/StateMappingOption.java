package io.distributeddebug.jobs.cli;

import io.distributeddebug.format.InvalidMappingException;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.state.HouseMapping;
import io.distributeddebug.state.extract.StateMappingReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which mapping of entities a command works with. */
final class StateMappingOption {
  private static final String FILE = "conf/state-mapping.yaml";

  @Option(
      names = "--state-mapping",
      paramLabel = "FILE",
      description = "What the entities are and where they live (default: conf/state-mapping.yaml).")
  Optional<Path> mapping = Optional.empty();

  HouseMapping read(Surroundings surroundings) {
    Optional<Path> file =
        mapping
            .map(named -> surroundings.folder().resolve(named))
            .or(() -> surroundings.home().map(home -> home.resolve(FILE)).filter(Files::exists));
    if (file.isEmpty()) {
      return HouseMapping.NONE;
    }
    try {
      String text = Files.readString(file.get());
      return new HouseMapping(
          StateMappingReader.read(file.get().getFileName().toString(), text), text);
    } catch (InvalidMappingException e) {
      throw UserError.usage(e.getMessage(), "See docs/reference/state.md for what can be mapped.");
    } catch (IOException e) {
      throw UserError.usage(
          "Cannot read state mapping '" + mapping.map(Path::toString).orElse(FILE) + "'",
          "Give a file that is there, in UTF-8; see docs/reference/state.md.");
    }
  }
}
