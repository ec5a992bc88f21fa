package io.distributeddebug.jobs;

import io.distributeddebug.jobs.lake.Field;
import io.distributeddebug.jobs.lake.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;

/** A few rows of a declared table; columns that are not given are empty or 0. */
public final class TableRows {
  private final Table table;
  private final List<Row> rows = new ArrayList<>();

  private TableRows(Table table) {
    this.table = table;
  }

  public static TableRows of(Table table) {
    return new TableRows(table);
  }

  /** Adds a row of these cells, by column name. */
  public TableRows row(Map<String, Object> cells) {
    rows.add(
        RowFactory.create(
            table.fields().stream()
                .map(
                    field ->
                        cells.containsKey(field.name()) ? cells.get(field.name()) : empty(field))
                .toArray()));
    return this;
  }

  private static Object empty(Field field) {
    if (field.type().equals(DataTypes.LongType)) {
      return 0L;
    }
    if (field.type().equals(DataTypes.DoubleType)) {
      return 0.0;
    }
    if (field.type().equals(DataTypes.BooleanType)) {
      return false;
    }
    if (field.type() instanceof MapType) {
      return Map.of();
    }
    return field.type().equals(DataTypes.StringType) ? "" : null;
  }

  /** In one partition, in the order given. */
  public Dataset<Row> dataset() {
    return SparkTest.spark().createDataFrame(rows, table.schema()).coalesce(1);
  }
}
