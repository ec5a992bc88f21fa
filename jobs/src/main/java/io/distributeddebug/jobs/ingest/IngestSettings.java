package io.distributeddebug.jobs.ingest;

import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to take in and how.
 *
 * @param archives folders, files or globs; local or {@code s3a://}
 * @param format name of the only format to use; empty: each file is recognised by its content
 * @param mappings text of mapping files by their names
 * @param times of these stretches alone, where the folders of an archive say what they hold; empty:
 *     everything
 * @param maxRejectRatio above this share of rejects nothing is stored
 * @param maxInflation unpacked bytes a packed byte, beyond which a file is not read on
 */
public record IngestSettings(
    List<String> archives,
    Optional<String> format,
    Map<String, String> mappings,
    List<Window> times,
    double maxRejectRatio,
    int maxInflation) {
  public IngestSettings {
    archives = List.copyOf(archives);
    mappings = Map.copyOf(mappings);
    times = List.copyOf(times);
    if (!(maxRejectRatio >= 0 && maxRejectRatio <= 1)) {
      throw new IllegalArgumentException(
          "Invalid reject ratio: " + maxRejectRatio + ", not in 0..1");
    }
  }

  /** These archives, with the settings that the command has by default. */
  public static IngestSettings of(List<String> archives) {
    return new IngestSettings(archives, Optional.empty(), Map.of(), List.of(), 0.1, 200);
  }

  /** The same, read with these mappings. */
  public IngestSettings with(Map<String, String> otherMappings) {
    return new IngestSettings(archives, format, otherMappings, times, maxRejectRatio, maxInflation);
  }

  /** The same, of these stretches of time alone. */
  public IngestSettings during(List<Window> stretches) {
    return new IngestSettings(archives, format, mappings, stretches, maxRejectRatio, maxInflation);
  }
}
