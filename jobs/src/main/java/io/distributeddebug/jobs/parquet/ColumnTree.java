package io.distributeddebug.jobs.parquet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A schema's columns, and the way to them from the fields of a row.
 *
 * @param fields of a row, in order
 * @param columns in the order in which a file has them
 */
record ColumnTree(MessageType message, List<Node> fields, List<Column> columns) {
  static ColumnTree of(StructType schema, Pressure pressure) {
    MessageType message =
        new SparkToParquetSchemaConverter(
                false,
                SparkToParquetSchemaConverter.$lessinit$greater$default$2(),
                SparkToParquetSchemaConverter.$lessinit$greater$default$3(),
                SparkToParquetSchemaConverter.$lessinit$greater$default$4())
            .convert(schema);
    Builder builder = new Builder(message, pressure);
    List<Node> fields = builder.parts(schema, message, new Place(List.of(), 0));
    return new ColumnTree(message, fields, List.copyOf(builder.columns));
  }

  /**
   * Where a type stands.
   *
   * @param repetition level that its values have reached
   */
  private record Place(List<String> path, int repetition) {
    Place inside(Type type) {
      List<String> longer = new ArrayList<>(path);
      longer.add(type.getName());
      return new Place(longer, repetition + (type.isRepetition(Type.Repetition.REPEATED) ? 1 : 0));
    }
  }

  private static final class Builder {
    final List<Column> columns = new ArrayList<>();
    private final Map<List<String>, ColumnDescriptor> descriptors = new HashMap<>();
    private final Pressure pressure;

    Builder(MessageType message, Pressure pressure) {
      this.pressure = pressure;
      message.getColumns().forEach(column -> descriptors.put(List.of(column.getPath()), column));
    }

    List<Node> parts(StructType struct, GroupType group, Place place) {
      StructField[] fields = struct.fields();
      List<Node> parts = new ArrayList<>();
      for (int i = 0; i < fields.length; i++) {
        parts.add(node(fields[i].dataType(), group.getType(i), place));
      }
      return List.copyOf(parts);
    }

    private Node node(DataType type, Type stored, Place parent) {
      Place place = parent.inside(stored);
      int depth = stored.isRepetition(Type.Repetition.OPTIONAL) ? 1 : 0;
      if (type instanceof StructType struct) {
        return new Groups.Struct(parts(struct, stored.asGroupType(), place), depth);
      }
      if (type instanceof ArrayType array) {
        GroupType list = stored.asGroupType().getType(0).asGroupType();
        Place inside = place.inside(list);
        Node element = node(array.elementType(), list.getType(0), inside);
        return new Groups.Elements(element, depth, inside.repetition());
      }
      if (type instanceof MapType map) {
        GroupType entry = stored.asGroupType().getType(0).asGroupType();
        Place inside = place.inside(entry);
        Node keys = node(map.keyType(), entry.getType(0), inside);
        Node values = node(map.valueType(), entry.getType(1), inside);
        return new Groups.Entries(keys, values, depth, inside.repetition());
      }
      Column column = column(type, descriptors.get(place.path()));
      columns.add(column);
      return column;
    }

    private Column column(DataType type, ColumnDescriptor descriptor) {
      if (type instanceof StringType) {
        return new TextColumn(descriptor, pressure);
      }
      if (type instanceof LongType || type instanceof DoubleType) {
        return new WordColumn(descriptor, type instanceof DoubleType);
      }
      return new PlainColumn(descriptor, pressure);
    }
  }
}
