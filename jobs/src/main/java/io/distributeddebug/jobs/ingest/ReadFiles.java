package io.distributeddebug.jobs.ingest;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.Position;
import io.distributeddebug.format.ReadResult;
import io.distributeddebug.format.Reject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
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
    String prefix = batch + "-" + TaskContext.get().taskAttemptId();
    List<FileTally> tallies = new ArrayList<>();
    try (BatchFiles tables = new BatchFiles(location, prefix, hadoop, keepsIdentities)) {
      for (ArchiveFile file : files) {
        tallies.add(read(file, reader, tables, hadoop));
      }
      return new TaskResult(tallies, tables.finish(), tables.resources(), tables.identities());
    }
  }

  private FileTally read(
      ArchiveFile file, ArchiveReader reader, BatchFiles tables, Configuration hadoop)
      throws IOException {
    FileSink sink = new FileSink(new SignalRows(batch, file.uri()), tables);
    Path path = new Path(file.uri());
    try {
      FileSystem store = ArchiveListing.store(path, hadoop);
      if (store.getFileStatus(path).getLen() != file.bytes()) {
        sink.reject(whole("changed since it was listed; ingest it again"));
        return sink.read(file, "none", List.of());
      }
      ReadResult result =
          FileContent.stored(store, path, file.bytes()).read(reader, file.uri(), sink);
      return result instanceof ReadResult.Read read
          ? sink.read(file, read.format(), skipped(file, read.skipped()))
          : sink.skipped(file, ((ReadResult.Skipped) result).reason());
    } catch (UncheckedIOException ours) {
      // Our own tables could not be written: that is not the file's fault.
      throw ours.getCause();
    } catch (IOException unreadable) {
      sink.reject(whole("cannot be read: " + firstLine(unreadable)));
      return sink.read(file, "none", List.of());
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

  private static Reject whole(String reason) {
    return new Reject(Position.WHOLE_FILE, reason, "");
  }

  private static String firstLine(IOException error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }
}
