package io.distributeddebug.jobs.lake;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A table of the lake: its name, meaning, columns, key and partitioning. Names and columns are an
 * interface: analysts' queries depend on them.
 *
 * @param fields in the order in which they are stored
 * @param key columns that together tell rows apart
 * @param partitionedBy columns of the folder layout, outermost first
 */
public record Table(
    String name,
    String description,
    List<Field> fields,
    List<Field> key,
    List<Field> partitionedBy) {
  public Table {
    fields = List.copyOf(fields);
    key = List.copyOf(key);
    partitionedBy = List.copyOf(partitionedBy);
    if (!fields.containsAll(key) || !fields.containsAll(partitionedBy)) {
      throw new IllegalArgumentException(
          "Invalid table: " + name + ", its key and partitions must be among its columns");
    }
  }

  public static Table named(String name, String description, Field... fields) {
    return new Table(name, description, List.of(fields), List.of(), List.of());
  }

  public Table keyedBy(Field... columns) {
    return new Table(name, description, fields, List.of(columns), partitionedBy);
  }

  public Table partitionedBy(Field... columns) {
    return new Table(name, description, fields, key, List.of(columns));
  }

  public StructType schema() {
    return new StructType(
        fields.stream()
            .map(
                field ->
                    new StructField(
                        field.name(),
                        field.type(),
                        true,
                        new MetadataBuilder()
                            .putString(
                                "comment", field.comment() + " [" + field.unit().label() + "]")
                            .build()))
            .toArray(StructField[]::new));
  }

  /** The column by which rows are found in time; of a trace's spans, the trace's start. */
  public Optional<Field> time() {
    return Stream.of("trace_start_unix_nanos", "unix_nanos", "start_unix_nanos")
        .flatMap(time -> fields.stream().filter(field -> field.name().equals(time)))
        .findFirst();
  }

  /** Columns that must be equal from run to run over the same input. */
  public Stream<Field> stableFields() {
    return fields.stream().filter(field -> !field.isVolatile());
  }
}
