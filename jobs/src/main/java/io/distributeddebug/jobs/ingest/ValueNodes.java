package io.distributeddebug.jobs.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.distributeddebug.format.RowSource;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.parquet.column.Dictionary;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** Values of one primitive column; those of a dictionary are made once. */
final class ValueNodes extends PrimitiveConverter {
  private static final long JULIAN_DAY_OF_EPOCH = 2_440_588;
  private static final long DAY_SECONDS = 86_400;
  private static final long SECOND_NANOS = 1_000_000_000;

  private final PrimitiveTypeName kind;
  private final LogicalTypeAnnotation meaning;
  private final RowSource.Bytes unnamed;
  private final Consumer<JsonNode> target;
  private JsonNode[] dictionary = {};

  ValueNodes(PrimitiveType type, RowSource.Bytes bytes, Consumer<JsonNode> target) {
    this.unnamed = bytes;
    this.kind = type.getPrimitiveTypeName();
    this.meaning = type.getLogicalTypeAnnotation();
    this.target = target;
  }

  /** Bytes as UTF-8. */
  static String text(JsonNode node) {
    return node instanceof BinaryNode bytes
        ? new String(bytes.binaryValue(), StandardCharsets.UTF_8)
        : node.asText();
  }

  @Override
  public boolean hasDictionarySupport() {
    return true;
  }

  @Override
  public void setDictionary(Dictionary values) {
    dictionary = new JsonNode[values.getMaxId() + 1];
    for (int id = 0; id < dictionary.length; id++) {
      dictionary[id] =
          switch (kind) {
            case INT32 -> whole(values.decodeToInt(id));
            case INT64 -> whole(values.decodeToLong(id));
            case FLOAT -> DoubleNode.valueOf(values.decodeToFloat(id));
            case DOUBLE -> DoubleNode.valueOf(values.decodeToDouble(id));
            case BOOLEAN -> BooleanNode.valueOf(values.decodeToBoolean(id));
            default -> bytes(values.decodeToBinary(id));
          };
    }
  }

  @Override
  public void addValueFromDictionary(int id) {
    target.accept(dictionary[id]);
  }

  @Override
  public void addBinary(Binary value) {
    target.accept(bytes(value));
  }

  @Override
  public void addBoolean(boolean value) {
    target.accept(BooleanNode.valueOf(value));
  }

  @Override
  public void addInt(int value) {
    target.accept(whole(value));
  }

  @Override
  public void addLong(long value) {
    target.accept(whole(value));
  }

  @Override
  public void addFloat(float value) {
    target.accept(DoubleNode.valueOf(value));
  }

  @Override
  public void addDouble(double value) {
    target.accept(DoubleNode.valueOf(value));
  }

  private JsonNode whole(int value) {
    boolean unsigned =
        meaning instanceof LogicalTypeAnnotation.IntLogicalTypeAnnotation type && !type.isSigned();
    return whole(unsigned ? Integer.toUnsignedLong(value) : value);
  }

  private JsonNode whole(long value) {
    if (meaning instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation time) {
      long parts =
          switch (time.getUnit()) {
            case MILLIS -> 1_000;
            case MICROS -> 1_000_000;
            case NANOS -> SECOND_NANOS;
          };
      return time(
          Math.floorDiv(value, parts), Math.floorMod(value, parts) * (SECOND_NANOS / parts));
    }
    if (meaning instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
      return DecimalNode.valueOf(BigDecimal.valueOf(value, decimal.getScale()));
    }
    return LongNode.valueOf(value);
  }

  /** As text, as of a number only the size would tell what it counts. */
  private static JsonNode time(long unixSeconds, long nanos) {
    boolean fits = Math.abs(unixSeconds) < Long.MAX_VALUE / SECOND_NANOS;
    return TextNode.valueOf(
        Instant.ofEpochSecond(fits ? unixSeconds : 0, fits ? nanos : 0).toString());
  }

  private JsonNode bytes(Binary value) {
    if (kind == PrimitiveTypeName.INT96) {
      ByteBuffer parts = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
      long nanosOfDay = parts.getLong();
      long day = parts.getInt() - JULIAN_DAY_OF_EPOCH;
      return time(day * DAY_SECONDS, nanosOfDay);
    }
    if (meaning instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation
        || meaning instanceof LogicalTypeAnnotation.EnumLogicalTypeAnnotation
        || meaning instanceof LogicalTypeAnnotation.JsonLogicalTypeAnnotation) {
      return TextNode.valueOf(value.toStringUsingUTF8());
    }
    if (meaning instanceof LogicalTypeAnnotation.DecimalLogicalTypeAnnotation decimal) {
      return DecimalNode.valueOf(
          new BigDecimal(new BigInteger(value.getBytes()), decimal.getScale()));
    }
    return unnamed == RowSource.Bytes.TEXT
        ? TextNode.valueOf(value.toStringUsingUTF8())
        : BinaryNode.valueOf(value.getBytes());
  }
}
