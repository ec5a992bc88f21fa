package io.distributeddebug.format;

import java.io.IOException;
import java.io.InputStream;

/**
 * Unpacked bytes within the limits: stops a bomb, names damage, and stays damaged once it is: a
 * reader that peeked at the beginning meets the damage again where it lies. What the stream of
 * packed bytes throws itself goes through as it is.
 */
final class UnpackedInputStream extends InputStream {
  private final Packing packing;
  private final PackedBytes packed;
  private final Inflation inflation;
  private final Opener opener;
  private InputStream unpacked;
  private DamagedArchiveException damage;

  /** Gives the stream of unpacked bytes; may read packed ones. */
  interface Opener {
    InputStream open(InputStream packed) throws IOException;
  }

  UnpackedInputStream(Packing packing, PackedBytes packed, Inflation inflation) {
    this(packing, packed, inflation, packing::open);
  }

  UnpackedInputStream(Packing packing, PackedBytes packed, Inflation inflation, Opener opener) {
    this.packing = packing;
    this.packed = packed;
    this.inflation = inflation;
    this.opener = opener;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (damage != null) {
      throw damage;
    }
    try {
      unpacked = unpacked == null ? opener.open(packed) : unpacked;
      int read = unpacked.read(buffer, offset, length);
      inflation.add(Math.max(read, 0));
      return read;
    } catch (IOException | RuntimeException broken) {
      damage = DamagedArchiveException.of(broken, packing, packed);
      throw damage;
    }
  }

  @Override
  public void close() throws IOException {
    if (unpacked != null) {
      unpacked.close();
    }
  }
}
