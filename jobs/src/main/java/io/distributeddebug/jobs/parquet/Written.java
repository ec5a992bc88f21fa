package io.distributeddebug.jobs.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;

/** Bytes that have been written, without a copy of them being made to look at them. */
final class Written extends ByteArrayOutputStream {
  byte[] buffer() {
    return buf;
  }

  static byte[] copy(BytesInput bytes) throws IOException {
    Written written = new Written();
    bytes.writeAllTo(written);
    return written.toByteArray();
  }
}
