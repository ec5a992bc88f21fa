package io.distributeddebug.format;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.xerial.snappy.SnappyFramedOutputStream;
import org.xerial.snappy.SnappyOutputStream;

/** Files packed as other people's programs pack them. */
final class Packs {
  private Packs() {}

  /** One content in every way of compression, by the ending of the file's name. */
  static Map<String, byte[]> compressed(byte[] content) throws IOException {
    Map<String, byte[]> packed = new LinkedHashMap<>();
    packed.put("gz", gzip(content));
    packed.put("zst", Zstd.compress(content));
    packed.put("bz2", through(content, BZip2CompressorOutputStream::new));
    packed.put("lz4", through(content, LZ4FrameOutputStream::new));
    packed.put("sz", through(content, SnappyFramedOutputStream::new));
    packed.put("snappy", through(content, SnappyOutputStream::new));
    return packed;
  }

  static byte[] gzip(byte[] content) throws IOException {
    return through(content, GZIPOutputStream::new);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] tar(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(packed, "UTF-8")) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_STAR);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return packed.toByteArray();
  }

  /** With sizes before each file, as programs write that have the files on disk. */
  static byte[] zip(Map<String, byte[]> files) throws IOException {
    return zip(files, ZipEntry.STORED);
  }

  /** With sizes behind each file, as programs write into a stream. */
  static byte[] streamedZip(Map<String, byte[]> files) throws IOException {
    return zip(files, ZipEntry.DEFLATED);
  }

  private static byte[] zip(Map<String, byte[]> files, int method) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(packed)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
          CRC32 sum = new CRC32();
          sum.update(file.getValue());
          entry.setSize(file.getValue().length);
          entry.setCrc(sum.getValue());
        }
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
    return packed.toByteArray();
  }

  private static byte[] through(byte[] content, Packer packer) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream packing = packer.pack(packed)) {
      packing.write(content);
    }
    return packed.toByteArray();
  }

  private interface Packer {
    OutputStream pack(OutputStream packed) throws IOException;
  }
}
