package io.distributeddebug.jobs.ingest;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.ReadResult;
import io.distributeddebug.format.Reject;
import io.distributeddebug.format.TelemetrySink;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/**
 * The spans and logs of an archive that is local and small, read in this process: no Spark, no
 * lake.
 *
 * @param skipped files that were not read, and why
 */
public record SmallArchive(
    List<Span> spans, List<LogRecord> logs, long rejects, List<SkippedFile> skipped) {
  private static final long MOST_BYTES = 64L << 20;
  private static final int MOST_SPANS = 200_000;
  private static final int MOST_LOGS = 200_000;

  public SmallArchive {
    spans = List.copyOf(spans);
    logs = List.copyOf(logs);
    skipped = List.copyOf(skipped);
  }

  /**
   * Reads it; empty where it is not local, or too large for one process.
   *
   * @throws UserError where a file is not there or cannot be read
   */
  public static Optional<SmallArchive> read(IngestSettings settings) {
    if (settings.archives().stream()
        .anyMatch(name -> name.matches("(?!file:)[A-Za-z0-9+.-]+:/.*"))) {
      return Optional.empty();
    }
    ArchiveReader reader = ReaderSettings.of(settings).reader();
    ArchiveListing listing =
        ArchiveListing.of(settings.archives(), settings.times(), new Configuration(false));
    if (listing.files().stream().mapToLong(ArchiveFile::bytes).sum() > MOST_BYTES) {
      return Optional.empty();
    }
    Collector collector = new Collector();
    List<SkippedFile> skipped = new ArrayList<>(listing.skipped());
    for (ArchiveFile file : listing.files()) {
      Path path = Path.of(new org.apache.hadoop.fs.Path(file.uri()).toUri().getPath());
      try {
        ReadResult result = FileContent.local(path).read(reader, file.uri(), collector);
        if (result instanceof ReadResult.Skipped passed) {
          skipped.add(new SkippedFile(file.uri(), passed.reason()));
        }
      } catch (TooManyException full) {
        return Optional.empty();
      } catch (IOException e) {
        throw UserError.usage(
            "Cannot read '" + file.uri() + "': " + e.getMessage(), "Check its permissions.");
      }
    }
    return Optional.of(
        new SmallArchive(collector.spans, collector.logs, collector.rejects, skipped));
  }

  private static final class TooManyException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Collector implements TelemetrySink {
    private final List<Span> spans = new ArrayList<>();
    private final List<LogRecord> logs = new ArrayList<>();
    private long rejects;

    @Override
    public void span(Span span, long position) {
      if (spans.size() == MOST_SPANS) {
        throw new TooManyException();
      }
      spans.add(span);
    }

    @Override
    public void log(LogRecord log, long position) {
      if (logs.size() == MOST_LOGS) {
        throw new TooManyException();
      }
      logs.add(log);
    }

    @Override
    public void metric(MetricPoint point, long position) {}

    @Override
    public void change(ChangeEvent change, long position) {}

    @Override
    public void reject(Reject reject) {
      rejects++;
    }
  }
}
