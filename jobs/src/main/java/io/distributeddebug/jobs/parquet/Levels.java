package io.distributeddebug.jobs.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/**
 * Repetition or definition levels of a page. Most columns have the same level all through: then
 * they are one run, which is only counted.
 */
final class Levels {
  private static final int FIRST_BYTES = 64;
  private static final int LARGEST_PART_BYTES = 1 << 16;

  private final int highest;
  private int level;
  private int count;
  private boolean mixed;
  private RunLengthBitPackingHybridEncoder encoder;

  Levels(int highest) {
    this.highest = highest;
  }

  void add(int next) throws IOException {
    if (mixed) {
      encoder.writeInt(next);
    } else if (next == level || count == 0) {
      level = next;
    } else {
      mix(next);
    }
    count++;
  }

  int count() {
    return count;
  }

  /** As in a data page of version 1: nothing where there is one level only; then starts anew. */
  BytesInput finish() throws IOException {
    BytesInput runs = BytesInput.empty();
    if (highest > 0) {
      BytesInput levels = mixed ? BytesInput.from(Written.copy(encoder.toBytes())) : oneRun();
      runs = BytesInput.concat(BytesInput.fromInt((int) levels.size()), levels);
    }
    if (mixed) {
      encoder.reset();
    }
    count = 0;
    mixed = false;
    return runs;
  }

  private BytesInput oneRun() {
    return BytesInput.concat(
        BytesInput.fromUnsignedVarInt(count << 1), BytesInput.from(new byte[] {(byte) level}));
  }

  private void mix(int next) throws IOException {
    if (encoder == null) {
      encoder =
          new RunLengthBitPackingHybridEncoder(
              BytesUtils.getWidthFromMaxInt(highest),
              FIRST_BYTES,
              LARGEST_PART_BYTES,
              HeapByteBufferAllocator.getInstance());
    }
    for (int i = 0; i < count; i++) {
      encoder.writeInt(level);
    }
    encoder.writeInt(next);
    mixed = true;
  }
}
