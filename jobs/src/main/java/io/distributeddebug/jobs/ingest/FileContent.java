package io.distributeddebug.jobs.ingest;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.ReadResult;
import io.distributeddebug.format.RowSource;
import io.distributeddebug.format.TelemetrySink;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.functional.FutureIO;
import org.apache.parquet.hadoop.util.HadoopStreams;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.SeekableInputStream;

/** The bytes of one file of an archive, wherever it lies; Parquet is told by the first of them. */
public abstract class FileContent {
  private static final int FIRST_BYTES = 4;

  /** Of a small file beside another. */
  private static final int MOST_BYTES_BESIDE = 1 << 20;

  public static FileContent local(java.nio.file.Path file) {
    return new Local(file);
  }

  /** Of the very object that was found: one that has taken its place since is refused. */
  static FileContent stored(FileSystem store, FileStatus found) {
    return new Stored(store, found);
  }

  /**
   * Reads the file to its end, or to where it is damaged.
   *
   * @throws IOException where its bytes cannot be got
   */
  public ReadResult read(ArchiveReader reader, String name, TelemetrySink sink) throws IOException {
    try (InputStream in = open()) {
      byte[] first = in.readNBytes(FIRST_BYTES);
      if (!RowSource.isParquet(first) || !reader.readsRows()) {
        return reader.read(
            name, new SequenceInputStream(new ByteArrayInputStream(first), in), sink);
      }
    }
    return ParquetArchive.read(this, name, reader, sink);
  }

  abstract InputStream open() throws IOException;

  abstract InputStream openBeside(String fileName) throws IOException;

  abstract InputFile seekable();

  final Optional<String> beside(String fileName) throws IOException {
    try (InputStream in = openBeside(fileName)) {
      return Optional.of(new String(in.readNBytes(MOST_BYTES_BESIDE), StandardCharsets.UTF_8));
    } catch (FileNotFoundException | NoSuchFileException none) {
      return Optional.empty();
    }
  }

  private static final class Local extends FileContent {
    private final java.nio.file.Path file;

    Local(java.nio.file.Path file) {
      this.file = file;
    }

    @Override
    InputStream open() throws IOException {
      return Files.newInputStream(file);
    }

    @Override
    InputStream openBeside(String fileName) throws IOException {
      return Files.newInputStream(file.resolveSibling(fileName));
    }

    @Override
    InputFile seekable() {
      return new LocalInputFile(file);
    }
  }

  private static final class Stored extends FileContent {
    private final FileSystem store;
    private final FileStatus found;

    Stored(FileSystem store, FileStatus found) {
      this.store = store;
      this.found = found;
    }

    @Override
    FSDataInputStream open() throws IOException {
      return FutureIO.awaitFuture(store.openFile(found.getPath()).withFileStatus(found).build());
    }

    @Override
    InputStream openBeside(String fileName) throws IOException {
      return store.open(new Path(found.getPath().getParent(), fileName));
    }

    @Override
    InputFile seekable() {
      return new InputFile() {
        @Override
        public long getLength() {
          return found.getLen();
        }

        @Override
        public SeekableInputStream newStream() throws IOException {
          return HadoopStreams.wrap(open());
        }
      };
    }
  }
}
