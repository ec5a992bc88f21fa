package io.distributeddebug.jobs.parquet;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.bytes.HeapByteBufferAllocator;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.hadoop.ColumnChunkPageWriteStore;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.spark.sql.types.StructType;

/**
 * One Parquet file in Spark's layout, zstd, written from rows of plain Java values. Values go
 * straight to their columns: parquet-java's own way through a record consumer, and its dictionaries
 * of bytes, take three times as long.
 */
public final class ColumnarFile implements Closeable {
  private static final long GROUP_BYTES = 64L << 20;
  private static final int PAGE_ROWS = 20_000;
  private static final int ROWS_BETWEEN_LOOKS = 128;

  private final StructType schema;
  private final Pressure pressure = new Pressure();
  private final ColumnTree tree;
  private final Node[] fields;
  private final ParquetFileWriter file;
  private final ZstdPages compressor = new ZstdPages();
  private final long[] pageStartRows;
  private ColumnChunkPageWriteStore pages;
  private long groupRows;
  private boolean closed;

  /** Opens a file; its rows have values for the schema's columns. */
  public ColumnarFile(Path path, StructType schema, Configuration configuration)
      throws IOException {
    this.schema = schema;
    this.tree = ColumnTree.of(schema, pressure);
    this.fields = tree.fields().toArray(Node[]::new);
    this.pageStartRows = new long[tree.columns().size()];
    this.file =
        new ParquetFileWriter(
            HadoopOutputFile.fromPath(path, configuration),
            tree.message(),
            ParquetFileWriter.Mode.CREATE,
            GROUP_BYTES,
            ParquetWriter.MAX_PADDING_SIZE_DEFAULT,
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_STATISTICS_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
    file.start();
    beginGroup();
  }

  /**
   * Adds a row.
   *
   * @param places of the schema's columns in the row
   */
  public void write(Object[] row, int[] places) throws IOException {
    for (int i = 0; i < fields.length; i++) {
      fields[i].add(row[places[i]], 0, 0);
    }
    groupRows++;
    if (groupRows % ROWS_BETWEEN_LOOKS == 0 || pressure.isRaised()) {
      look();
    }
  }

  /** Completes the file and tells its footer. */
  public ParquetMetadata finish() throws IOException {
    endGroup();
    file.end(Map.of("org.apache.spark.sql.parquet.row.metadata", schema.json()));
    close();
    return file.getFooter();
  }

  /** Gives the file up where it has not been finished. */
  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      pages.close();
      compressor.release();
      file.close();
    }
  }

  private void look() throws IOException {
    pressure.relieve();
    long bytes = 0;
    List<Column> columns = tree.columns();
    for (int i = 0; i < pageStartRows.length; i++) {
      Column column = columns.get(i);
      int buffered = column.bufferedBytes();
      if (buffered >= Pressure.PAGE_BYTES || groupRows - pageStartRows[i] >= PAGE_ROWS) {
        endPage(i);
      }
      bytes += buffered + pages.getPageWriter(column.descriptor()).getMemSize();
    }
    if (bytes >= GROUP_BYTES) {
      endGroup();
      beginGroup();
    }
  }

  private void endPage(int column) throws IOException {
    int rows = (int) (groupRows - pageStartRows[column]);
    if (rows > 0) {
      Column ended = tree.columns().get(column);
      ended.endPage(pages.getPageWriter(ended.descriptor()), rows);
      pageStartRows[column] = groupRows;
    }
  }

  private void beginGroup() {
    pages =
        new ColumnChunkPageWriteStore(
            compressor,
            tree.message(),
            HeapByteBufferAllocator.getInstance(),
            ParquetProperties.DEFAULT_COLUMN_INDEX_TRUNCATE_LENGTH,
            ParquetProperties.DEFAULT_PAGE_WRITE_CHECKSUM_ENABLED);
    groupRows = 0;
    Arrays.fill(pageStartRows, 0);
  }

  private void endGroup() throws IOException {
    if (groupRows == 0) {
      return;
    }
    file.startBlock(groupRows);
    for (int i = 0; i < pageStartRows.length; i++) {
      endPage(i);
      Column column = tree.columns().get(i);
      column.endGroup(pages.getPageWriter(column.descriptor()));
    }
    pages.flushToFileWriter(file);
    file.endBlock();
    pages.close();
  }
}
