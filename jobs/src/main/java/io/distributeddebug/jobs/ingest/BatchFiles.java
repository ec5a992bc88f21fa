package io.distributeddebug.jobs.ingest;

import io.distributeddebug.jobs.lake.Changes;
import io.distributeddebug.jobs.lake.DataFile;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.lake.Metrics;
import io.distributeddebug.jobs.lake.Rejects;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TableFileWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;

/** The tables' files that one task writes, opened as rows for them come. */
final class BatchFiles implements AutoCloseable {
  private static final int SPAN_HASH = column(Spans.TABLE, Spans.RECORD_HASH.name());
  private static final int LOG_HASH = column(Logs.TABLE, Spans.RECORD_HASH.name());
  private static final int METRIC_HASH = column(Metrics.TABLE, Spans.RECORD_HASH.name());
  private static final int CHANGE_HASH = column(Changes.TABLE, Spans.RECORD_HASH.name());

  private final String location;
  private final String prefix;
  private final Configuration configuration;
  private final boolean keepsIdentities;
  private final Map<String, TableFileWriter> writers = new LinkedHashMap<>();
  private final Map<String, LongList> identities = new LinkedHashMap<>();
  private final Map<String, Object[]> resources = new LinkedHashMap<>();

  BatchFiles(String location, String prefix, Configuration configuration, boolean keepsIdentities) {
    this.location = location;
    this.prefix = prefix;
    this.configuration = configuration;
    this.keepsIdentities = keepsIdentities;
  }

  void span(Object[] row) {
    identify(Spans.TABLE, (Long) row[SPAN_HASH]);
    write(Spans.TABLE, row);
  }

  void log(Object[] row) {
    identify(Logs.TABLE, (Long) row[LOG_HASH]);
    write(Logs.TABLE, row);
  }

  void metric(Object[] row) {
    identify(Metrics.TABLE, (Long) row[METRIC_HASH]);
    write(Metrics.TABLE, row);
  }

  void change(Object[] row) {
    identify(Changes.TABLE, (Long) row[CHANGE_HASH]);
    write(Changes.TABLE, row);
  }

  void reject(Object[] row) {
    write(Rejects.TABLE, row);
  }

  void resource(String id, Supplier<Object[]> row) {
    resources.computeIfAbsent(id, unseen -> row.get());
  }

  Map<String, List<DataFile>> finish() throws IOException {
    Map<String, List<DataFile>> written = new LinkedHashMap<>();
    for (Map.Entry<String, TableFileWriter> table : writers.entrySet()) {
      written.put(table.getKey(), table.getValue().finish());
    }
    return written;
  }

  Map<String, Object[]> resources() {
    return resources;
  }

  Map<String, long[]> identities() {
    Map<String, long[]> arrays = new LinkedHashMap<>();
    identities.forEach((signal, hashes) -> arrays.put(signal, hashes.toArray()));
    return arrays;
  }

  @Override
  public void close() throws IOException {
    for (TableFileWriter writer : writers.values()) {
      writer.close();
    }
  }

  private void identify(Table table, long hash) {
    if (keepsIdentities) {
      identities.computeIfAbsent(table.name(), name -> new LongList()).add(hash);
    }
  }

  private void write(Table table, Object[] row) {
    try {
      writers
          .computeIfAbsent(
              table.name(), name -> new TableFileWriter(table, location, prefix, configuration))
          .write(row);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int column(Table table, String name) {
    return table.schema().fieldIndex(name);
  }
}
