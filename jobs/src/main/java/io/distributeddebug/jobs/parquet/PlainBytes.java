package io.distributeddebug.jobs.parquet;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.apache.parquet.bytes.BytesInput;

/** Values in Parquet's encoding PLAIN, in a buffer that grows and is used again. */
final class PlainBytes {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[256];
  private int length;

  void putLong(long value) {
    reserve(Long.BYTES);
    LONG.set(bytes, length, value);
    length += Long.BYTES;
  }

  /** Their length, then the bytes; returns where the bytes begin. */
  int putArray(byte[] value) {
    reserve(Integer.BYTES + value.length);
    INT.set(bytes, length, value.length);
    int from = length + Integer.BYTES;
    System.arraycopy(value, 0, bytes, from, value.length);
    length = from + value.length;
    return from;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    length = 0;
  }

  /** The content; valid until the next change. */
  BytesInput content() {
    return BytesInput.from(bytes, 0, length);
  }

  private void reserve(int more) {
    if (bytes.length - length < more) {
      long wanted = Math.max(2L * bytes.length, (long) length + more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(wanted, Integer.MAX_VALUE - 8));
    }
  }
}
