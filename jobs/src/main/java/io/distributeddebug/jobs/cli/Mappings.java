package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The texts of mapping files by their names: the one that was named, else those that ship. */
final class Mappings {
  private Mappings() {}

  static Map<String, String> of(Optional<Path> named, Surroundings surroundings) {
    if (named.isPresent()) {
      Path file = surroundings.folder().resolve(named.get());
      if (!Files.isRegularFile(file)) {
        throw UserError.usage(
            "Cannot read mapping file '" + named.get() + "': it is not there or not a file",
            "See conf/mappings for examples.");
      }
      return texts(List.of(file));
    }
    return surroundings
        .home()
        .map(home -> home.resolve("conf/mappings"))
        .filter(Files::isDirectory)
        .map(folder -> texts(yamlIn(folder)))
        .orElse(Map.of());
  }

  private static List<Path> yamlIn(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static Map<String, String> texts(List<Path> files) {
    Map<String, String> texts = new TreeMap<>();
    for (Path file : files) {
      try {
        texts.put(file.getFileName().toString(), Files.readString(file));
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    return texts;
  }

  private static UserError unreadable(Path file, IOException why) {
    return UserError.usage(
        "Cannot read mapping file '" + file + "': " + why.getMessage(),
        "Write it as UTF-8, and check its permissions.");
  }
}
