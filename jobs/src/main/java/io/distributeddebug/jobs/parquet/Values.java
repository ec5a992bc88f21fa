package io.distributeddebug.jobs.parquet;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import scala.jdk.javaapi.CollectionConverters;

/** Values of rows, whether Spark or this program made them. */
public final class Values {
  private Values() {}

  /** A row's values, as a task hands them to a file. */
  public static Object[] of(Row row) {
    Object[] values = new Object[row.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = row.get(i);
    }
    return values;
  }

  /**
   * Days since 1970-01-01.
   *
   * @param date a number of days, or a date of {@code java.sql} or {@code java.time}
   */
  public static int epochDay(Object date) {
    if (date instanceof Integer days) {
      return days;
    }
    LocalDate day = date instanceof Date sql ? sql.toLocalDate() : (LocalDate) date;
    return Math.toIntExact(day.toEpochDay());
  }

  static Object[] struct(Object value) {
    return value instanceof Row row ? of(row) : (Object[]) value;
  }

  static Map<?, ?> map(Object value) {
    return value instanceof scala.collection.Map<?, ?> map
        ? CollectionConverters.asJava(map)
        : (Map<?, ?>) value;
  }

  static Iterable<?> list(Object value) {
    if (value instanceof scala.collection.Iterable<?> list) {
      return CollectionConverters.asJava(list);
    }
    return value instanceof Object[] array ? List.of(array) : (Iterable<?>) value;
  }
}
