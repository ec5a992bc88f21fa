package io.distributeddebug.format;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;
import org.apache.commons.io.input.BoundedInputStream;

/**
 * Snappy as snappy-java's {@code SnappyOutputStream} writes it, also known as xerial: a header of
 * 16 bytes, then blocks with four bytes of length before each. Headers may recur, as of files that
 * were put one behind the other. Memory is one window, whatever lengths are claimed.
 */
final class SnappyBlocks extends InputStream {
  /** The first four bytes of a header, which as a length would be negative. */
  private static final int HEADER = 0x82534E41;

  private static final int HEADER_BYTES = 16;

  private final DataInputStream packed;
  private final int windowBytes;
  private InputStream block = InputStream.nullInputStream();
  private BoundedInputStream blockBytes;

  SnappyBlocks(InputStream packed, int windowBytes) {
    this.packed = new DataInputStream(packed);
    this.windowBytes = windowBytes;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int read = block.read(buffer, offset, length);
    while (read < 0 && nextBlock()) {
      read = block.read(buffer, offset, length);
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    packed.close();
  }

  private boolean nextBlock() throws IOException {
    if (blockBytes != null && blockBytes.getRemaining() > 0) {
      throw new DamagedArchiveException("broken snappy data: a block is longer than its content");
    }
    int first = packed.read();
    if (first < 0) {
      return false;
    }
    int length = first << 24;
    for (int shift = 16; shift >= 0; shift -= 8) {
      length |= packed.readUnsignedByte() << shift;
    }
    if (length == HEADER) {
      packed.skipNBytes(HEADER_BYTES - Integer.BYTES);
      blockBytes = null;
      block = InputStream.nullInputStream();
      return true;
    }
    if (length < 0) {
      throw new DamagedArchiveException("broken snappy data: a block of negative length");
    }
    blockBytes =
        BoundedInputStream.builder()
            .setInputStream(packed)
            .setMaxCount(length)
            .setPropagateClose(false)
            .get();
    block = new SnappyCompressorInputStream(blockBytes, windowBytes);
    return true;
  }
}
