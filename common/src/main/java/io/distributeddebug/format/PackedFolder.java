package io.distributeddebug.format;

import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.CRC32;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;

/**
 * The files inside an archive (tar, zip), one after the other as they stand in it. Nothing is
 * written to disk, names are text and nothing else, links are not followed. Of a zip file the
 * entries count, not the directory at its end.
 */
final class PackedFolder implements Closeable {
  /** In tar, names and attributes before an entry can be of any length. */
  private static final int LONGEST_HEADERS_BYTES = 1 << 20;

  private static final int MOST_ENTRIES = 1_000_000;

  private final Packing packing;
  private final Inflation inflation;
  private final ArchiveBytes archiveBytes;
  private final PackedBytes bytes;
  private ArchiveInputStream<?> archive;
  private ArchiveEntry entry;
  private EntryContent content;
  private InputStream unpacked;
  private int entries;
  private String fault = "";

  PackedFolder(Packing packing, PackedBytes packed, Inflation inflation) {
    this.packing = packing;
    this.inflation = inflation;
    this.archiveBytes = new ArchiveBytes(packed);
    this.bytes = new PackedBytes(archiveBytes);
  }

  /**
   * Why an entry is not read.
   *
   * @param loses whether telemetry may be lost by it
   */
  record Obstacle(String reason, boolean loses) {}

  /**
   * Moves to the next file.
   *
   * @return false at the end
   * @throws DamagedArchiveException where the rest of the archive cannot be read
   */
  boolean next() throws IOException {
    try {
      do {
        passOver();
        nextEntry();
      } while (entry != null && entry.isDirectory());
    } catch (IOException | RuntimeException broken) {
      throw DamagedArchiveException.of(broken, packing, bytes);
    }
    if (++entries > MOST_ENTRIES && entry != null) {
      throw new DamagedArchiveException("more than %,d files in it".formatted(MOST_ENTRIES));
    }
    return entry != null;
  }

  /** As it is written in the archive. */
  String name() {
    return entry.getName();
  }

  Optional<Obstacle> obstacle() {
    if (entry instanceof TarArchiveEntry tar) {
      if (tar.isSymbolicLink() || tar.isLink()) {
        return Optional.of(new Obstacle("a link, which is not followed", false));
      }
      if (tar.isCharacterDevice() || tar.isBlockDevice() || tar.isFIFO()) {
        return Optional.of(new Obstacle("a device or pipe", false));
      }
      if (tar.isSparse()) {
        return Optional.of(new Obstacle("a sparse file, which is not read", true));
      }
    }
    if (entry instanceof ZipArchiveEntry zip && zip.getGeneralPurposeBit().usesEncryption()) {
      return Optional.of(new Obstacle("encrypted", true));
    }
    return archive.canReadEntryData(entry)
        ? Optional.empty()
        : Optional.of(new Obstacle("packed in the archive by a method that is not read", true));
  }

  /** Of the current file; closing it does nothing. */
  InputStream content() {
    return unpacked;
  }

  /**
   * After {@link #next()}: what was found to be wrong with the file before, once all of it had been
   * read; empty if nothing.
   */
  String fault() {
    return fault;
  }

  @Override
  public void close() throws IOException {
    if (archive != null) {
      archive.close();
    }
  }

  /** Over what is left of the current file. */
  private void passOver() throws IOException {
    boolean unpacks =
        entry instanceof ZipArchiveEntry zip && zip.getGeneralPurposeBit().usesDataDescriptor();
    if (entry instanceof TarArchiveEntry || unpacks) {
      unpacked.transferTo(OutputStream.nullOutputStream());
    }
  }

  private void nextEntry() throws IOException {
    if (archive == null) {
      archive = (ArchiveInputStream<?>) packing.open(bytes);
    }
    archiveBytes.allow(packing == Packing.TAR ? LONGEST_HEADERS_BYTES : Long.MAX_VALUE);
    ArchiveEntry before = entry;
    entry = archive.getNextEntry();
    archiveBytes.allow(Long.MAX_VALUE);
    fault =
        before instanceof ZipArchiveEntry zip && content.isWrong(zip)
            ? "broken zip data: wrong check sum"
            : "";
    if (entry == null) {
      checkEnd();
      return;
    }
    content = new EntryContent(archive);
    EntryContent opened = content;
    unpacked = new UnpackedInputStream(packing, bytes, inflation, packed -> opened);
  }

  /** The libraries take an archive that is cut off between two entries for a whole one. */
  private void checkEnd() throws IOException {
    boolean ended = archiveBytes.isTarEnded();
    boolean blank = true;
    byte[] rest = new byte[1 << 13];
    for (int read = bytes.read(rest); read >= 0; read = bytes.read(rest)) {
      for (int i = 0; i < read; i++) {
        blank &= rest[i] == 0;
      }
    }
    if (packing == Packing.TAR ? !ended : !archiveBytes.isZipEnded()) {
      throw DamagedArchiveException.cutOff();
    }
    if (packing == Packing.TAR && !blank) {
      throw new DamagedArchiveException(
          "other bytes after the end of the tar archive; of several in one file only the first is"
              + " read");
    }
  }

  /** Limits what may be read until the next file begins, and looks for the archive's end. */
  private static final class ArchiveBytes extends FilterInputStream {
    private long allowed = Long.MAX_VALUE;
    private long used;
    private long zeros;
    private final ZipEnd zipEnd = new ZipEnd();

    ArchiveBytes(InputStream in) {
      super(in);
    }

    void allow(long count) {
      allowed = count;
      used = 0;
    }

    /** Whether a header of zeros was the last thing read. */
    boolean isTarEnded() {
      return zeros >= Packing.HEAD_BYTES;
    }

    boolean isZipEnded() {
      return zipEnd.isThere();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (used >= allowed) {
        throw new DamagedArchiveException(
            "name and attributes of a file in it are longer than %,d bytes".formatted(allowed));
      }
      int read = in.read(buffer, offset, (int) Math.min(length, allowed - used));
      if (read > 0) {
        used += read;
        int last = offset + read - 1;
        while (last >= offset && buffer[last] == 0) {
          last--;
        }
        int zerosLast = offset + read - 1 - last;
        zeros = zerosLast == read ? zeros + read : zerosLast;
        zipEnd.add(buffer, offset, read);
      }
      return read;
    }
  }

  /** One file's bytes, with the check sum that zip has of them. */
  private static final class EntryContent extends InputStream {
    private final InputStream archive;
    private final CRC32 sum = new CRC32();
    private boolean ended;

    EntryContent(InputStream archive) {
      this.archive = archive;
    }

    boolean isWrong(ZipArchiveEntry entry) {
      return ended && entry.getCrc() >= 0 && entry.getCrc() != sum.getValue();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = archive.read(buffer, offset, length);
      if (read > 0) {
        sum.update(buffer, offset, read);
      }
      ended |= read < 0;
      return read;
    }

    @Override
    public void close() {}
  }
}
