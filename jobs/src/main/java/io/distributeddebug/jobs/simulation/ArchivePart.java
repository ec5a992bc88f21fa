package io.distributeddebug.jobs.simulation;

import io.distributeddebug.format.OtlpJsonWriter;
import io.distributeddebug.simulation.Recording;
import io.distributeddebug.simulation.ShopSimulation;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The three files of one part: {@code traces|logs|metrics/year=/month=/day=/hour=/part-N.json}.
 * Each appears under its name when it is whole.
 */
final class ArchivePart {
  /** As the collector's batch processor sends them. */
  private static final int RECORDS_A_LINE = 2_000;

  private static final int BUFFER_BYTES = 256 * 1024;

  private final FileSystem fileSystem;
  private final Path archive;
  private final Compression compression;

  /** How much was written. */
  record Counts(long spans, long logs, long metricPoints) implements Serializable {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(spans + other.spans, logs + other.logs, metricPoints + other.metricPoints);
    }
  }

  ArchivePart(FileSystem fileSystem, Path archive, Compression compression) {
    this.fileSystem = fileSystem;
    this.archive = archive;
    this.compression = compression;
  }

  /** Simulates the part and writes it; what another attempt has written is replaced. */
  Counts write(ShopSimulation simulation, ShopSimulation.Part part) throws IOException {
    try (Signal<Span> spans = new Signal<>("traces", part, OtlpJsonWriter::writeSpans);
        Signal<LogRecord> logs = new Signal<>("logs", part, OtlpJsonWriter::writeLogs);
        Signal<MetricPoint> metrics = new Signal<>("metrics", part, OtlpJsonWriter::writeMetrics)) {
      simulation.run(
          part,
          new Recording() {
            @Override
            public void span(Span span) {
              spans.add(span);
            }

            @Override
            public void log(LogRecord log) {
              logs.add(log);
            }

            @Override
            public void metric(MetricPoint point) {
              metrics.add(point);
            }
          });
      spans.finish();
      logs.finish();
      metrics.finish();
      return new Counts(spans.count, logs.count, metrics.count);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private interface Line<T> {
    void write(OtlpJsonWriter writer, List<T> records) throws IOException;
  }

  private final class Signal<T> implements AutoCloseable {
    private final Path whole;
    private final Path unfinished;
    private final Line<T> line;
    private final OtlpJsonWriter writer;
    private final List<T> waiting = new ArrayList<>(RECORDS_A_LINE);
    private long count;

    Signal(String name, ShopSimulation.Part part, Line<T> line) throws IOException {
      this.line = line;
      ZonedDateTime hour = part.window().from().atZone(ZoneOffset.UTC);
      whole =
          new Path(
              archive,
              String.format(
                  Locale.ROOT,
                  "%s/year=%04d/month=%02d/day=%02d/hour=%02d/part-%05d.json%s",
                  name,
                  hour.getYear(),
                  hour.getMonthValue(),
                  hour.getDayOfMonth(),
                  hour.getHour(),
                  part.number(),
                  compression.suffix()));
      unfinished = new Path(whole.getParent(), "." + whole.getName() + ".unfinished");
      OutputStream file = fileSystem.create(unfinished, true);
      writer = new OtlpJsonWriter(new BufferedOutputStream(compression.around(file), BUFFER_BYTES));
    }

    void add(T item) {
      waiting.add(item);
      if (waiting.size() == RECORDS_A_LINE) {
        writeLine();
      }
    }

    private void writeLine() {
      try {
        line.write(writer, waiting);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      count += waiting.size();
      waiting.clear();
    }

    void finish() throws IOException {
      writeLine();
      writer.close();
      fileSystem.delete(whole, false);
      if (!fileSystem.rename(unfinished, whole)) {
        throw new IOException("Cannot rename " + unfinished + " to " + whole.getName());
      }
    }

    @Override
    public void close() throws IOException {
      writer.close();
      fileSystem.delete(unfinished, false);
    }
  }
}
