package io.distributeddebug.format;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyDialect;

/** A way in which bytes are packed, told by the first of them. */
@SuppressWarnings("ImmutableEnumChecker") // its lists are made by List.of
enum Packing {
  GZIP("gz", List.of(".gz", ".tgz"), new Magic(0x1F, 0x8B)),
  ZSTD(
      "zst",
      List.of(".zst", ".zstd", ".tzst"),
      new Magic(0x28, 0xB5, 0x2F, 0xFD),
      new Magic(Magic.FIFTIES, 0x2A, 0x4D, 0x18)),
  BZIP2(
      "bz2",
      List.of(".bz2", ".tbz2"),
      new Magic('B', 'Z', 'h', Magic.ANY, 0x31, 0x41, 0x59, 0x26, 0x53, 0x59),
      new Magic('B', 'Z', 'h', Magic.ANY, 0x17, 0x72, 0x45, 0x38, 0x50, 0x90)),
  LZ4("lz4", List.of(".lz4"), new Magic(0x04, 0x22, 0x4D, 0x18)),
  SNAPPY_FRAMED(
      "snappy",
      List.of(".sz", ".snappy"),
      new Magic(0xFF, 0x06, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y')),
  SNAPPY_BLOCKS("snappy", List.of(".snappy"), new Magic(0x82, 'S', 'N', 'A', 'P', 'P', 'Y', 0x00)),
  TAR("tar", List.of(".tar")),
  ZIP("zip", List.of(".zip"), new Magic('P', 'K', 3, 4), new Magic('P', 'K', 5, 6)),
  /** Told apart, so that nobody takes them for garbage. */
  XZ("xz", List.of(), new Magic(0xFD, '7', 'z', 'X', 'Z', 0)),
  SEVEN_ZIP("7z", List.of(), new Magic('7', 'z', 0xBC, 0xAF, 0x27, 0x1C)),
  RAR("rar", List.of(), new Magic('R', 'a', 'r', '!', 0x1A, 0x07));

  /** How many first bytes tell: a header of tar. */
  static final int HEAD_BYTES = 512;

  /** Zstandard's window, as a power of two: 128 MB. */
  private static final int LONGEST_WINDOW_LOG = 27;

  /** In a header of tar. */
  private static final int CHECK_SUM_AT = 148;

  private static final int CHECK_SUM_BYTES = 8;
  private static final int SNAPPY_WINDOW_BYTES = 1 << 16;
  private static final int BUFFER_BYTES = 1 << 16;

  private final String label;
  private final List<String> endings;
  private final List<Magic> magics;

  Packing(String label, List<String> endings, Magic... magics) {
    this.label = label;
    this.endings = endings;
    this.magics = List.of(magics);
  }

  String label() {
    return label;
  }

  boolean recognises(byte[] head) {
    return this == TAR ? isTarHeader(head) : magics.stream().anyMatch(magic -> magic.starts(head));
  }

  boolean holdsFiles() {
    return this == TAR || this == ZIP;
  }

  /**
   * The bytes unpacked; of one that holds files, its {@code ArchiveInputStream}.
   *
   * @throws IOException or {@link RuntimeException} where the bytes are not what they seem
   */
  InputStream open(InputStream packed) throws IOException {
    return switch (this) {
      case GZIP -> new GzipMembers(packed);
      case ZSTD -> zstd(packed);
      case BZIP2 -> new BZip2CompressorInputStream(buffered(packed), true);
      case LZ4 -> new FramedLZ4CompressorInputStream(buffered(packed), true);
      case SNAPPY_FRAMED ->
          new FramedSnappyCompressorInputStream(
              buffered(packed), SNAPPY_WINDOW_BYTES, FramedSnappyDialect.STANDARD);
      case SNAPPY_BLOCKS -> new SnappyBlocks(buffered(packed), SNAPPY_WINDOW_BYTES);
      case TAR -> new TarArchiveInputStream(packed, HEAD_BYTES, HEAD_BYTES, "UTF-8");
      case ZIP -> new ZipArchiveInputStream(packed, "UTF-8");
      case XZ, SEVEN_ZIP, RAR ->
          throw new DamagedArchiveException(
              "packed as %s, which is not opened; unpack it, or pack it as gz or zst"
                  .formatted(label));
    };
  }

  /** The file's name without the ending that this packing gave it. */
  String nameInside(String fileName) {
    for (String ending : endings) {
      if (fileName.endsWith(ending)) {
        String name = fileName.substring(0, fileName.length() - ending.length());
        return ending.startsWith(".t") && this != TAR ? name + ".tar" : name;
      }
    }
    return fileName;
  }

  private static InputStream zstd(InputStream packed) throws IOException {
    ZstdInputStreamNoFinalizer zstd = new ZstdInputStreamNoFinalizer(packed);
    zstd.setLongMax(LONGEST_WINDOW_LOG);
    return zstd;
  }

  private static InputStream buffered(InputStream packed) {
    return new BufferedInputStream(packed, BUFFER_BYTES);
  }

  /** By its check sum, as not all have a magic number; the sum takes its own place for blanks. */
  private static boolean isTarHeader(byte[] head) {
    if (head.length < HEAD_BYTES || head[0] == 0) {
      return false;
    }
    long sum = 0;
    long signedSum = 0; // as some old programs reckon
    long claimed = 0;
    for (int i = 0; i < HEAD_BYTES; i++) {
      boolean inSum = i >= CHECK_SUM_AT && i < CHECK_SUM_AT + CHECK_SUM_BYTES;
      sum += inSum ? ' ' : head[i] & 0xFF;
      signedSum += inSum ? ' ' : head[i];
      if (inSum && head[i] >= '0' && head[i] <= '7') {
        claimed = claimed * 8 + head[i] - '0';
      } else if (inSum && head[i] != ' ' && head[i] != 0) {
        return false;
      }
    }
    return claimed == sum || claimed == signedSum;
  }

  private static final class Magic {
    static final int ANY = -1;

    /** 0x50 to 0x5F. */
    static final int FIFTIES = -2;

    private final int[] bytes;

    Magic(int... bytes) {
      this.bytes = bytes;
    }

    boolean starts(byte[] head) {
      if (head.length < bytes.length) {
        return false;
      }
      for (int i = 0; i < bytes.length; i++) {
        int actual = head[i] & 0xFF;
        boolean fits =
            bytes[i] == ANY || (bytes[i] == FIFTIES ? actual >> 4 == 5 : actual == bytes[i]);
        if (!fits) {
          return false;
        }
      }
      return true;
    }
  }
}
