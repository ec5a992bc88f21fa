package io.distributeddebug.jobs.ingest;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.ReadResult;
import io.distributeddebug.format.Reject;
import io.distributeddebug.format.TelemetrySink;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.sql.SparkSession;

/** An archive read into rows that nobody keeps: what reading costs without writing. */
public final class RowsOnly {
  private RowsOnly() {}

  /** How many rows it gives; rejects are not counted. */
  public static long count(SparkSession spark, String archive) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    ReaderSettings reading = ReaderSettings.of(IngestSettings.of(List.of(archive)));
    List<ArchiveFile> files =
        ArchiveListing.of(List.of(archive), List.of(), new Configuration()).files();
    return context.parallelize(files, files.size()).map(new Reading(reading)).reduce(Long::sum);
  }

  private record Reading(ReaderSettings settings) implements Function<ArchiveFile, Long> {
    @Override
    public Long call(ArchiveFile file) throws IOException {
      ArchiveReader reader = settings.reader();
      Path path = new Path(file.uri());
      Dropping sink = new Dropping(new SignalRows("b0", file.uri()));
      try (InputStream in = ArchiveListing.store(path, new Configuration()).open(path)) {
        ReadResult result = reader.read(file.uri(), in, sink);
        return result instanceof ReadResult.Read ? sink.rows : 0L;
      }
    }
  }

  private static final class Dropping implements TelemetrySink {
    private final SignalRows made;
    private long rows;

    Dropping(SignalRows made) {
      this.made = made;
    }

    @Override
    public void span(Span span, long position) {
      keep(made.span(span, position));
    }

    @Override
    public void log(LogRecord log, long position) {
      keep(made.log(log, position));
    }

    @Override
    public void metric(MetricPoint point, long position) {
      keep(made.metric(point, position));
    }

    @Override
    public void change(ChangeEvent change, long position) {
      keep(made.change(change, position));
    }

    @Override
    public void reject(Reject reject) {}

    /** Looks at the row, so that making it cannot be left out. */
    private void keep(Object[] row) {
      rows += row.length > 0 && !(row[row.length - 1] instanceof Map) ? 1 : 0;
    }
  }
}
