package io.distributeddebug.jobs.lake;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * One column of a table, declared in one place.
 *
 * @param comment what it means, shown in the table reference and in the schema
 * @param isVolatile may differ between two runs over the same input (run ids, write times)
 */
public record Field(
    String name, DataType type, ColumnUnit unit, String comment, boolean isVolatile) {

  public static Field text(String name, String comment) {
    return new Field(name, DataTypes.StringType, ColumnUnit.TEXT, comment, false);
  }

  public static Field hex(String name, String comment) {
    return new Field(name, DataTypes.StringType, ColumnUnit.HEX, comment, false);
  }

  public static Field json(String name, String comment) {
    return new Field(name, DataTypes.StringType, ColumnUnit.JSON, comment, false);
  }

  public static Field whole(String name, ColumnUnit unit, String comment) {
    return new Field(name, DataTypes.LongType, unit, comment, false);
  }

  public static Field real(String name, ColumnUnit unit, String comment) {
    return new Field(name, DataTypes.DoubleType, unit, comment, false);
  }

  public static Field flag(String name, String comment) {
    return new Field(name, DataTypes.BooleanType, ColumnUnit.FLAG, comment, false);
  }

  public static Field date(String name, String comment) {
    return new Field(name, DataTypes.DateType, ColumnUnit.DATE, comment, false);
  }

  public static Field histogram(String name, String comment) {
    return new Field(name, DataTypes.BinaryType, ColumnUnit.HISTOGRAM, comment, false);
  }

  public static Field texts(String name, String comment) {
    return new Field(
        name, new ArrayType(DataTypes.StringType, false), ColumnUnit.TEXT, comment, false);
  }

  public static Field textMap(String name, String comment) {
    return new Field(
        name,
        new MapType(DataTypes.StringType, DataTypes.StringType, false),
        ColumnUnit.TEXT,
        comment,
        false);
  }

  public static Field numberMap(String name, String comment) {
    return new Field(
        name,
        new MapType(DataTypes.StringType, DataTypes.DoubleType, false),
        ColumnUnit.VARIES,
        comment,
        false);
  }

  public static Field structs(String name, StructType element, String comment) {
    return new Field(name, new ArrayType(element, false), ColumnUnit.TEXT, comment, false);
  }

  /** The same column, marked as one that may differ from run to run. */
  public Field mayVary() {
    return new Field(name, type, unit, comment, true);
  }

  public Column column() {
    return functions.col(name);
  }
}
