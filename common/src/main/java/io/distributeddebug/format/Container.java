package io.distributeddebug.format;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What a file is packed in, told by its first bytes, with its content unpacked on the fly.
 *
 * @param name {@code gz}, {@code zst} or {@code plain}
 * @param content throws {@link DamagedArchiveException} where the packed bytes are damaged or grow
 *     beyond the limit, and again at every later read
 */
record Container(String name, InputStream content) {
  /** Zstandard's window, as a power of two: 128 MB. */
  private static final int LONGEST_WINDOW_LOG = 27;

  private static final int BUFFER_BYTES = 1 << 16;

  /** Packed forms that are told apart but not opened, so that nobody takes them for garbage. */
  private static final List<Magic> UNOPENED =
      List.of(
          new Magic("bz2", 'B', 'Z', 'h'),
          new Magic("zip", 'P', 'K', 3, 4),
          new Magic("xz", 0xFD, '7', 'z', 'X', 'Z', 0),
          new Magic("lz4", 0x04, 0x22, 0x4D, 0x18));

  static Container of(InputStream in, Limits limits) throws IOException {
    BufferedInputStream packed = new BufferedInputStream(in, BUFFER_BYTES);
    packed.mark(16);
    byte[] first = packed.readNBytes(8);
    packed.reset();
    if (Magic.GZIP.starts(first)) {
      CountingInputStream counted = new CountingInputStream(packed);
      return new Container(
          "gz", new UnpackedInputStream(new GzipMembers(counted), counted::bytes, limits));
    }
    if (Magic.ZSTD.starts(first) || Magic.ZSTD_SKIPPABLE.starts(first)) {
      CountingInputStream counted = new CountingInputStream(packed);
      ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(counted);
      zstd.setLongMax(LONGEST_WINDOW_LOG);
      return new Container("zst", new UnpackedInputStream(zstd, counted::bytes, limits));
    }
    for (Magic magic : UNOPENED) {
      if (magic.starts(first)) {
        throw new DamagedArchiveException(
            "packed as %s, which is not opened; unpack it, or pack it as gz or zst"
                .formatted(magic.name));
      }
    }
    return new Container("plain", packed);
  }

  /** The file's name without the ending that its packing gave it. */
  String nameInside(String fileName) {
    for (String ending : List.of(".gz", ".zst", ".zstd")) {
      if (!name.equals("plain") && fileName.endsWith(ending)) {
        return fileName.substring(0, fileName.length() - ending.length());
      }
    }
    return fileName;
  }

  private static final class Magic {
    static final Magic GZIP = new Magic("gz", 0x1F, 0x8B);
    static final Magic ZSTD = new Magic("zst", 0x28, 0xB5, 0x2F, 0xFD);
    static final Magic ZSTD_SKIPPABLE = new Magic("zst", -1, 0x2A, 0x4D, 0x18);

    private final String name;
    private final int[] bytes;

    /** Of a byte given as -1 only the high half counts, and it is 5. */
    Magic(String name, int... bytes) {
      this.name = name;
      this.bytes = bytes;
    }

    boolean starts(byte[] head) {
      if (head.length < bytes.length) {
        return false;
      }
      for (int i = 0; i < bytes.length; i++) {
        int actual = head[i] & 0xFF;
        if (bytes[i] == -1 ? actual >> 4 != 5 : actual != bytes[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
