package io.distributeddebug.jobs.ingest;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.SerializableConfiguration;

/** A task: reads some files of a batch, all signals in one pass, into files of the tables. */
final class ReadFiles implements Function<List<ArchiveFile>, TaskResult> {
  private static final long serialVersionUID = 1L;

  private final String location;
  private final String batch;
  private final ReaderSettings reading;
  private final boolean keepsIdentities;
  private final Broadcast<SerializableConfiguration> configuration;

  ReadFiles(
      String location,
      String batch,
      ReaderSettings reading,
      boolean keepsIdentities,
      Broadcast<SerializableConfiguration> configuration) {
    this.location = location;
    this.batch = batch;
    this.reading = reading;
    this.keepsIdentities = keepsIdentities;
    this.configuration = configuration;
  }

  @Override
  public TaskResult call(List<ArchiveFile> files) throws IOException {
    Configuration hadoop = configuration.value().value();
    ArchiveReader reader = reading.reader();
    Map<ArchiveFile, String> lost = new HashMap<>();
    while (true) {
      String prefix = batch + "-" + TaskContext.get().taskAttemptId() + "-" + lost.size();
      try (BatchFiles tables = new BatchFiles(location, prefix, hadoop, keepsIdentities)) {
        List<FileTally> tallies = new ArrayList<>();
        for (ArchiveFile file : files) {
          FileSink sink = new FileSink(new SignalRows(batch, file.uri()), tables);
          tallies.add(
              lost.containsKey(file)
                  ? sink.lost(file, lost.get(file))
                  : read(file, reader, sink, hadoop));
        }
        return new TaskResult(tallies, tables.finish(), tables.resources(), tables.identities());
      } catch (LostFileException half) {
        // Its rows stand among those of others: all are read again, without it.
        lost.put(half.file(), half.getMessage());
      }
    }
  }

  private FileTally read(
      ArchiveFile file, ArchiveReader reader, FileSink sink, Configuration hadoop)
      throws LostFileException, IOException {
    try {
      ReadResult result = PinnedFile.of(file, hadoop).read(reader, sink);
      return result instanceof ReadResult.Read read
          ? sink.read(file, read.format(), skipped(file, read.skipped()))
          : sink.skipped(file, ((ReadResult.Skipped) result).reason());
    } catch (UncheckedIOException ours) {
      // Our own tables could not be written: that is not the file's fault.
      throw ours.getCause();
    } catch (LostFileException lost) {
      if (sink.isEmpty()) {
        return sink.lost(file, lost.getMessage());
      }
      throw lost;
    }
  }

  private static List<SkippedFile> skipped(ArchiveFile file, ReadResult.SkippedEntries entries) {
    List<SkippedFile> skipped = new ArrayList<>();
    for (ReadResult.SkippedEntry entry : entries.first()) {
      skipped.add(new SkippedFile(EntryFiles.name(file.uri(), entry.entry()), entry.reason()));
    }
    if (entries.count() > entries.first().size()) {
      long others = entries.count() - entries.first().size();
      skipped.add(new SkippedFile(file.uri(), others + " more files in it"));
    }
    return skipped;
  }
}
