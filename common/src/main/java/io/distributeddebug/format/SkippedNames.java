package io.distributeddebug.format;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Files that are passed over by their names, in folders and in archives alike. */
public final class SkippedNames {
  private static final Pattern TEMPO_BLOOM_FILTER = Pattern.compile("bloom-\\d{1,6}");

  private SkippedNames() {}

  /**
   * Why a file is passed over, if it is.
   *
   * @param path from the folder or archive that was named, its parts separated by slashes
   */
  public static Optional<String> reason(String path) {
    List<String> parts = List.of(path.split("/", -1));
    String name = parts.get(parts.size() - 1);
    if (name.endsWith(".crc")) {
      return Optional.of("checksum of another file");
    }
    if (name.endsWith(".truth.json") || name.equals("truth.json")) {
      return Optional.of("truth of a simulation, not telemetry");
    }
    if (TEMPO_BLOOM_FILTER.matcher(name).matches()) {
      return Optional.of("index of a Tempo block");
    }
    for (String part : parts) {
      if (part.startsWith(".") && !part.equals(".") && !part.equals("..")) {
        return Optional.of("hidden");
      }
      if (part.startsWith("_")) {
        return Optional.of("name begins with _, as of files that are not complete");
      }
    }
    return Optional.empty();
  }
}
