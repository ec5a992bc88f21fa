package io.distributeddebug.jobs.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.plain.BooleanPlainValuesWriter;
import org.apache.parquet.column.values.plain.PlainValuesWriter;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** A column of a kind that is seldom or small: flags, days, bytes. */
final class PlainColumn extends Column {
  private static final int FIRST_BYTES = 64;
  private static final int LARGEST_PART_BYTES = 1 << 16;

  private final Pressure pressure;
  private final ValuesWriter values;
  private Statistics<?> range;

  PlainColumn(ColumnDescriptor descriptor, Pressure pressure) {
    super(descriptor);
    this.pressure = pressure;
    this.values =
        descriptor.getPrimitiveType().getPrimitiveTypeName() == PrimitiveTypeName.BOOLEAN
            ? new BooleanPlainValuesWriter()
            : new PlainValuesWriter(
                FIRST_BYTES, LARGEST_PART_BYTES, HeapByteBufferAllocator.getInstance());
    this.range = Statistics.createStats(descriptor.getPrimitiveType());
  }

  @Override
  void add(Object value) {
    if (value instanceof Boolean flag) {
      values.writeBoolean(flag);
      range.updateStats(flag);
    } else if (value instanceof byte[] bytes) {
      Binary binary = Binary.fromConstantByteArray(bytes);
      values.writeBytes(binary);
      pressure.report(bufferedBytes());
      range.updateStats(binary);
    } else {
      int number = value instanceof Number given ? given.intValue() : Values.epochDay(value);
      values.writeInteger(number);
      range.updateStats(number);
    }
  }

  @Override
  int bufferedBytes() {
    return (int) Math.min(values.getBufferedSize(), Integer.MAX_VALUE);
  }

  @Override
  void endGroup(PageWriter pages) {}

  @Override
  void describe(Statistics<?> statistics) {
    if (range.hasNonNullValue()) {
      statistics.mergeStatistics(range);
    }
  }

  @Override
  Encoding encoding() {
    return values.getEncoding();
  }

  @Override
  BytesInput values() throws IOException {
    return BytesInput.from(Written.copy(values.getBytes()));
  }

  @Override
  void clearPage() {
    values.reset();
    range = Statistics.createStats(descriptor().getPrimitiveType());
  }
}
