package io.distributeddebug.jobs.lake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Reads small flat tables (text and whole numbers) in this process, without a Spark job. */
final class FlatRows {
  static List<Row> read(Table table, List<DataFile> files, Configuration configuration)
      throws IOException {
    StructField[] fields = table.schema().fields();
    List<Row> rows = new ArrayList<>();
    for (DataFile file : files) {
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), new Path(file.path()))
              .withConf(configuration)
              .build()) {
        for (Group group = reader.read(); group != null; group = reader.read()) {
          rows.add(row(fields, group));
        }
      }
    }
    return rows;
  }

  private static Row row(StructField[] fields, Group group) {
    Object[] values = new Object[fields.length];
    for (int i = 0; i < fields.length; i++) {
      String name = fields[i].name();
      if (!group.getType().containsField(name) || group.getFieldRepetitionCount(name) == 0) {
        continue;
      }
      if (fields[i].dataType() instanceof StringType) {
        values[i] = group.getString(name, 0);
      } else if (fields[i].dataType() instanceof LongType) {
        values[i] = group.getLong(name, 0);
      } else {
        throw new IllegalArgumentException("Invalid column of a flat table: " + name);
      }
    }
    return RowFactory.create(values);
  }

  private FlatRows() {}
}
