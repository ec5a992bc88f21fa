package io.distributeddebug.jobs.lake;

import io.distributeddebug.jobs.parquet.Values;
import java.io.IOException;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/** A task that writes its rows into files of a table, in their order, and tells what they are. */
final class WriteRows implements FlatMapFunction<Iterator<Row>, DataFile> {
  private static final long serialVersionUID = 1L;

  private final String tableName;
  private final String location;
  private final String prefix;
  private final Broadcast<SerializableConfiguration> configuration;

  WriteRows(
      Table table,
      String location,
      String prefix,
      Broadcast<SerializableConfiguration> configuration) {
    this.tableName = table.name();
    this.location = location;
    this.prefix = prefix;
    this.configuration = configuration;
  }

  @Override
  public Iterator<DataFile> call(Iterator<Row> rows) throws IOException {
    Table table = Tables.named(tableName).orElseThrow();
    String name = prefix + "-" + TaskContext.get().taskAttemptId();
    try (TableFileWriter writer =
        new TableFileWriter(table, location, name, configuration.value().value())) {
      while (rows.hasNext()) {
        writer.write(Values.of(rows.next()));
      }
      return writer.finish().iterator();
    }
  }
}
