package io.distributeddebug.jobs.lake;

import static org.apache.spark.sql.functions.bit_xor;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_entries;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;

/**
 * What must be equal between two runs over the same input: per table its rows, and sum and xor of a
 * hash over the columns that may not vary.
 */
public final class LakeDigest {
  public static SortedMap<String, String> of(LakeSnapshot lake, Table... tables) {
    SortedMap<String, String> digest = new TreeMap<>();
    for (Table table : tables) {
      digest.put(table.name(), of(lake.read(table), table));
    }
    return digest;
  }

  private static String of(Dataset<Row> rows, Table table) {
    Column hash = xxhash64(table.stableFields().map(LakeDigest::stable).toArray(Column[]::new));
    Row digest =
        rows.select(hash.as("hash"))
            .agg(
                count(lit(1)),
                sum(col("hash").cast(DataTypes.createDecimalType(38, 0))),
                bit_xor(col("hash")))
            .first();
    return digest.mkString(" ");
  }

  private static Column stable(Field field) {
    return field.type() instanceof MapType
        ? sort_array(map_entries(field.column()))
        : field.type() instanceof org.apache.spark.sql.types.ArrayType
            ? field.column().cast(DataTypes.StringType)
            : field.column();
  }

  private LakeDigest() {}
}
