package io.distributeddebug.jobs.parquet;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;
import org.apache.spark.sql.execution.datasources.parquet.SparkToParquetSchemaConverter;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DoubleType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The oracle: the same rows through parquet-java's own record consumer. */
@SuppressWarnings("deprecation") // of the two ways to be configured Parquet wants both
final class RecordConsumerRows extends WriteSupport<Object[]> {
  private final StructType schema;
  private final StructField[] fields;
  private final MessageType message;
  private RecordConsumer consumer;

  private RecordConsumerRows(StructType schema) {
    this.schema = schema;
    this.fields = schema.fields();
    this.message =
        new SparkToParquetSchemaConverter(
                false,
                SparkToParquetSchemaConverter.$lessinit$greater$default$2(),
                SparkToParquetSchemaConverter.$lessinit$greater$default$3(),
                SparkToParquetSchemaConverter.$lessinit$greater$default$4())
            .convert(schema);
  }

  /** Opens a file; its rows have the values of the schema's columns in order. */
  static ParquetWriter<Object[]> open(Path path, StructType schema, Configuration configuration)
      throws java.io.IOException {
    return new Builder(path, schema, configuration).build();
  }

  @Override
  public WriteContext init(Configuration configuration) {
    return context();
  }

  @Override
  public WriteContext init(ParquetConfiguration configuration) {
    return context();
  }

  private WriteContext context() {
    return new WriteContext(
        message, Map.of("org.apache.spark.sql.parquet.row.metadata", schema.json()));
  }

  @Override
  public void prepareForWrite(RecordConsumer recordConsumer) {
    this.consumer = recordConsumer;
  }

  @Override
  public void write(Object[] row) {
    consumer.startMessage();
    writeFields(fields, row);
    consumer.endMessage();
  }

  private void writeFields(StructField[] columns, Object[] values) {
    for (int i = 0; i < columns.length; i++) {
      if (values[i] != null) {
        consumer.startField(columns[i].name(), i);
        writeValue(columns[i].dataType(), values[i]);
        consumer.endField(columns[i].name(), i);
      }
    }
  }

  private void writeValue(DataType type, Object value) {
    if (type instanceof StringType) {
      consumer.addBinary(Binary.fromConstantByteArray(utf8((String) value)));
    } else if (type instanceof LongType) {
      consumer.addLong(((Number) value).longValue());
    } else if (type instanceof DoubleType) {
      consumer.addDouble(((Number) value).doubleValue());
    } else if (type instanceof BooleanType) {
      consumer.addBoolean((Boolean) value);
    } else if (type instanceof IntegerType) {
      consumer.addInteger(((Number) value).intValue());
    } else if (type instanceof DateType) {
      consumer.addInteger(Values.epochDay(value));
    } else if (type instanceof BinaryType) {
      consumer.addBinary(Binary.fromConstantByteArray((byte[]) value));
    } else if (type instanceof MapType map) {
      writeMap(map, Values.map(value));
    } else if (type instanceof ArrayType array) {
      writeList(array, Values.list(value));
    } else if (type instanceof StructType struct) {
      consumer.startGroup();
      writeFields(struct.fields(), Values.struct(value));
      consumer.endGroup();
    } else {
      throw new IllegalArgumentException("Invalid column type: " + type.sql() + ", not written");
    }
  }

  private void writeMap(MapType type, Map<?, ?> map) {
    consumer.startGroup();
    if (!map.isEmpty()) {
      consumer.startField("key_value", 0);
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        consumer.startGroup();
        consumer.startField("key", 0);
        writeValue(type.keyType(), entry.getKey());
        consumer.endField("key", 0);
        if (entry.getValue() != null) {
          consumer.startField("value", 1);
          writeValue(type.valueType(), entry.getValue());
          consumer.endField("value", 1);
        }
        consumer.endGroup();
      }
      consumer.endField("key_value", 0);
    }
    consumer.endGroup();
  }

  private void writeList(ArrayType type, Iterable<?> list) {
    consumer.startGroup();
    Iterator<?> elements = list.iterator();
    if (elements.hasNext()) {
      consumer.startField("list", 0);
      while (elements.hasNext()) {
        consumer.startGroup();
        consumer.startField("element", 0);
        writeValue(type.elementType(), elements.next());
        consumer.endField("element", 0);
        consumer.endGroup();
      }
      consumer.endField("list", 0);
    }
    consumer.endGroup();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static final class Builder extends ParquetWriter.Builder<Object[], Builder> {
    private final StructType schema;

    Builder(Path path, StructType schema, Configuration configuration) throws java.io.IOException {
      super(HadoopOutputFile.fromPath(path, configuration));
      this.schema = schema;
      withConf(configuration);
      withCompressionCodec(org.apache.parquet.hadoop.metadata.CompressionCodecName.ZSTD);
      withRowGroupSize(64L << 20);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Object[]> getWriteSupport(Configuration ignored) {
      return new RecordConsumerRows(schema);
    }

    @Override
    protected WriteSupport<Object[]> getWriteSupport(ParquetConfiguration ignored) {
      return new RecordConsumerRows(schema);
    }
  }
}
