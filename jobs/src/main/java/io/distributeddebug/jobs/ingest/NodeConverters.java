package io.distributeddebug.jobs.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.format.RowSource;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.Type;

/**
 * Converters of Parquet's nested types: structures and maps become objects, lists arrays, in each
 * of the layouts that the format allows.
 *
 * @see <a
 *     href="https://github.com/apache/parquet-format/blob/master/LogicalTypes.md#nested-types">nested
 *     types</a>
 */
final class NodeConverters {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final RowSource.Bytes bytes;

  NodeConverters(RowSource.Bytes bytes) {
    this.bytes = bytes;
  }

  GroupConverter row(GroupType schema, Consumer<ObjectNode> target) {
    return new Structure(schema, target);
  }

  private Converter of(Type type, Consumer<JsonNode> target) {
    if (type.isPrimitive()) {
      return new ValueNodes(type.asPrimitiveType(), bytes, target);
    }
    GroupType group = type.asGroupType();
    if (isMap(group)) {
      return new Pairs(group, target);
    }
    return isList(group) ? new Elements(group, target) : new Structure(group, target::accept);
  }

  private static boolean isList(GroupType group) {
    return group.getFieldCount() == 1
        && group.getType(0).isRepetition(Type.Repetition.REPEATED)
        && (group.getLogicalTypeAnnotation()
                instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation
            || group.getType(0).getName().equals("list"));
  }

  private static boolean isMap(GroupType group) {
    return group.getFieldCount() == 1
        && group.getType(0).isRepetition(Type.Repetition.REPEATED)
        && !group.getType(0).isPrimitive()
        && group.getType(0).asGroupType().getFieldCount() == 2
        && (group.getLogicalTypeAnnotation()
                instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation
            || group.getType(0).getName().equals("key_value"));
  }

  /** One converter a field. */
  private abstract static class Fields extends GroupConverter {
    private Converter[] fields = {};

    final void fields(List<Converter> converters) {
      fields = converters.toArray(Converter[]::new);
    }

    @Override
    public final Converter getConverter(int field) {
      return fields[field];
    }
  }

  /** A structure; a repeated field in it that is no list is an array all the same. */
  private final class Structure extends Fields {
    private final Consumer<ObjectNode> target;
    private ObjectNode node = NODES.objectNode();

    Structure(GroupType type, Consumer<ObjectNode> target) {
      this.target = target;
      fields(type.getFields().stream().map(this::field).toList());
    }

    private Converter field(Type type) {
      String name = type.getName();
      return type.isRepetition(Type.Repetition.REPEATED)
          ? of(type, value -> node.withArray("/" + escaped(name)).add(value))
          : of(type, value -> node.set(name, value));
    }

    /** As JSON pointers want it. */
    private static String escaped(String name) {
      return name.replace("~", "~0").replace("/", "~1");
    }

    @Override
    public void start() {
      node = NODES.objectNode();
    }

    @Override
    public void end() {
      target.accept(node);
    }
  }

  private final class Elements extends Fields {
    private final Consumer<JsonNode> target;
    private ArrayNode list = NODES.arrayNode();

    Elements(GroupType type, Consumer<JsonNode> target) {
      this.target = target;
      Type repeated = type.getType(0);
      fields(
          List.of(
              wraps(type, repeated)
                  ? new Element(repeated.asGroupType())
                  : of(repeated, this::add)));
    }

    /** Whether the repeated group only stands around its element, which then may be null. */
    private boolean wraps(GroupType list, Type repeated) {
      return !repeated.isPrimitive()
          && repeated.asGroupType().getFieldCount() == 1
          && !repeated.getName().equals("array")
          && !repeated.getName().equals(list.getName() + "_tuple");
    }

    private void add(JsonNode element) {
      list.add(element);
    }

    @Override
    public void start() {
      list = NODES.arrayNode();
    }

    @Override
    public void end() {
      target.accept(list);
    }

    private final class Element extends Fields {
      private JsonNode element = NODES.nullNode();

      Element(GroupType repeated) {
        fields(List.of(of(repeated.getType(0), node -> element = node)));
      }

      @Override
      public void start() {
        element = NODES.nullNode();
      }

      @Override
      public void end() {
        add(element);
      }
    }
  }

  private final class Pairs extends Fields {
    private final Consumer<JsonNode> target;
    private ObjectNode map = NODES.objectNode();

    Pairs(GroupType type, Consumer<JsonNode> target) {
      this.target = target;
      fields(List.of(new Pair(type.getType(0).asGroupType())));
    }

    @Override
    public void start() {
      map = NODES.objectNode();
    }

    @Override
    public void end() {
      target.accept(map);
    }

    private final class Pair extends Fields {
      private String key = "";
      private JsonNode value = NODES.nullNode();

      Pair(GroupType pair) {
        fields(
            List.of(
                of(pair.getType(0), node -> key = ValueNodes.text(node)),
                of(pair.getType(1), node -> value = node)));
      }

      @Override
      public void start() {
        key = "";
        value = NODES.nullNode();
      }

      @Override
      public void end() {
        map.set(key, value);
      }
    }
  }
}
