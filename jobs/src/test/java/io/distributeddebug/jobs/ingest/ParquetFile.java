package io.distributeddebug.jobs.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.parquet.schema.Type;

/**
 * Writes Parquet of any schema, its rows drawn as JSON: {@code 0x...} are bytes, lists and maps are
 * written as the schema lays them out.
 */
final class ParquetFile {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ParquetFile() {}

  static Path write(Path file, String schema, String... rows) {
    return write(file, schema, CompressionCodecName.SNAPPY, rows);
  }

  static Path write(Path file, String schema, CompressionCodecName codec, String... rows) {
    MessageType type = MessageTypeParser.parseMessageType(schema);
    try (ParquetWriter<Group> writer =
        ExampleParquetWriter.builder(new LocalOutputFile(file))
            .withType(type)
            .withCompressionCodec(codec)
            .withRowGroupSize(1000L)
            .withMinRowCountForPageSizeCheck(1)
            .build()) {
      for (String row : rows) {
        Group group = new SimpleGroup(type);
        fill(group, type, JSON.readTree(row));
        writer.write(group);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fill(Group group, GroupType type, JsonNode node) {
    for (Type field : type.getFields()) {
      JsonNode value = node.path(field.getName());
      if (value.isMissingNode() && field.isRepetition(Type.Repetition.REQUIRED)) {
        value = nothing(field);
      }
      if (!value.isMissingNode() && !value.isNull()) {
        add(group, field, value);
      }
    }
  }

  private static JsonNode nothing(Type field) {
    if (!field.isPrimitive()) {
      return JSON.createObjectNode();
    }
    return switch (field.asPrimitiveType().getPrimitiveTypeName()) {
      case BINARY -> JSON.getNodeFactory().textNode("");
      case BOOLEAN -> JSON.getNodeFactory().booleanNode(false);
      default -> JSON.getNodeFactory().numberNode(0);
    };
  }

  private static void add(Group group, Type field, JsonNode value) {
    String name = field.getName();
    if (field.isPrimitive()) {
      primitive(group, field, value);
      return;
    }
    GroupType type = field.asGroupType();
    if (type.getLogicalTypeAnnotation()
        instanceof LogicalTypeAnnotation.ListLogicalTypeAnnotation) {
      Group list = group.addGroup(name);
      for (JsonNode element : value) {
        Group wrapped = list.addGroup(0);
        add(wrapped, wrapped.getType().getType(0), element);
      }
    } else if (type.getLogicalTypeAnnotation()
        instanceof LogicalTypeAnnotation.MapLogicalTypeAnnotation) {
      Group map = group.addGroup(name);
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        Group pair = map.addGroup(0);
        add(pair, pair.getType().getType(0), JSON.getNodeFactory().textNode(entry.getKey()));
        if (!entry.getValue().isNull()) {
          add(pair, pair.getType().getType(1), entry.getValue());
        }
      }
    } else {
      fill(group.addGroup(name), type, value);
    }
  }

  private static void primitive(Group group, Type field, JsonNode value) {
    String name = field.getName();
    switch (field.asPrimitiveType().getPrimitiveTypeName()) {
      case INT32 -> group.add(name, value.intValue());
      case INT64 -> group.add(name, value.longValue());
      case DOUBLE -> group.add(name, value.doubleValue());
      case BOOLEAN -> group.add(name, value.booleanValue());
      default -> group.add(name, Binary.fromConstantByteArray(bytes(value.asText())));
    }
  }

  private static byte[] bytes(String text) {
    return text.startsWith("0x")
        ? HexFormat.of().parseHex(text, 2, text.length())
        : text.getBytes(StandardCharsets.UTF_8);
  }
}
