package io.distributeddebug.format;

import com.github.luben.zstd.ZstdIOException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongSupplier;

/**
 * Unpacked bytes within the limits: stops a bomb, names damage, and stays damaged once it is: a
 * reader that peeked at the beginning meets the damage again where it lies.
 */
final class UnpackedInputStream extends InputStream {
  private final InputStream unpacked;
  private final LongSupplier packedBytes;
  private final Limits limits;
  private long unpackedBytes;
  private DamagedArchiveException damage;

  UnpackedInputStream(InputStream unpacked, LongSupplier packedBytes, Limits limits) {
    this.unpacked = unpacked;
    this.packedBytes = packedBytes;
    this.limits = limits;
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
      int read = unpacked.read(buffer, offset, length);
      unpackedBytes += Math.max(read, 0);
      checkInflation();
      return read;
    } catch (DamagedArchiveException damaged) {
      damage = damaged;
    } catch (EOFException cut) {
      damage = new DamagedArchiveException("cut off: the packed data ends too early");
    } catch (ZstdIOException broken) {
      damage = new DamagedArchiveException("broken zst data: " + broken.getMessage());
    } catch (IOException failure) {
      if (!isCutZstd(failure)) {
        throw failure;
      }
      damage = new DamagedArchiveException("cut off: the packed data ends too early");
    }
    throw damage;
  }

  @Override
  public void close() throws IOException {
    unpacked.close();
  }

  private void checkInflation() throws DamagedArchiveException {
    if (unpackedBytes > limits.inflationFreeBytes()
        && unpackedBytes / limits.inflationRatio() > packedBytes.getAsLong()) {
      throw new DamagedArchiveException(
          "unpacks to more than %d times its size; see --max-inflation"
              .formatted(limits.inflationRatio()));
    }
  }

  /** The zstd library says this in a plain IOException. */
  private static boolean isCutZstd(IOException failure) {
    return failure.getMessage() != null && failure.getMessage().contains("Truncated source");
  }
}
