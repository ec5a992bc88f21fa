package io.distributeddebug.jobs.ingest;

import io.distributeddebug.telemetry.Window;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What became of every file and record: records = stored + duplicates + rejects.
 *
 * @param formats by name of the format
 * @param alreadyIngested files that the lake had from an earlier run
 * @param skipped files that hold no telemetry
 * @param window earliest to latest time stored; empty where nothing new came
 */
public record IngestBalance(
    SortedMap<String, Format> formats,
    int alreadyIngested,
    List<SkippedFile> skipped,
    Optional<Window> window) {
  public IngestBalance {
    skipped = List.copyOf(skipped);
  }

  /** The files of one format. Rejects are records too: pieces of a file that cannot be stored. */
  public record Format(long files, long records, long stored, long duplicates, long rejects) {
    Format plus(Format other) {
      return new Format(
          files + other.files,
          records + other.records,
          stored + other.stored,
          duplicates + other.duplicates,
          rejects + other.rejects);
    }
  }

  public Format total() {
    return formats.values().stream().reduce(new Format(0, 0, 0, 0, 0), Format::plus);
  }
}
