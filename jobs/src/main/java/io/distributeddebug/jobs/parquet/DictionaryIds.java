package io.distributeddebug.jobs.parquet;

import java.io.IOException;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.bytes.BytesUtils;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.values.rle.RunLengthBitPackingHybridEncoder;

/** The places in a dictionary that stand for a page's values. */
final class DictionaryIds {
  private static final int FIRST_BYTES = 64;
  private static final int LARGEST_PART_BYTES = 1 << 16;

  private int[] ids = new int[64];
  private int count;

  void add(int id) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = id;
  }

  int get(int index) {
    return ids[index];
  }

  int count() {
    return count;
  }

  void clear() {
    count = 0;
  }

  /** As a data page has them: bit width, then runs. */
  BytesInput encoded(int dictionarySize) throws IOException {
    int width = BytesUtils.getWidthFromMaxInt(Math.max(0, dictionarySize - 1));
    try (RunLengthBitPackingHybridEncoder encoder =
        new RunLengthBitPackingHybridEncoder(
            width, FIRST_BYTES, LARGEST_PART_BYTES, HeapByteBufferAllocator.getInstance())) {
      for (int i = 0; i < count; i++) {
        encoder.writeInt(ids[i]);
      }
      return BytesInput.concat(
          BytesInput.from(new byte[] {(byte) width}),
          BytesInput.from(Written.copy(encoder.toBytes())));
    }
  }
}
