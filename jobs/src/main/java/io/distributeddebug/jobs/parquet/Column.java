package io.distributeddebug.jobs.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/** A column of primitive values: of each row group, its pages one after the other. */
abstract class Column implements Node {
  private final ColumnDescriptor descriptor;
  private final int full;
  private final Levels repetitions;
  private final Levels definitions;
  private int missing;

  Column(ColumnDescriptor descriptor) {
    this.descriptor = descriptor;
    this.full = descriptor.getMaxDefinitionLevel();
    this.repetitions = new Levels(descriptor.getMaxRepetitionLevel());
    this.definitions = new Levels(full);
  }

  @Override
  public final void add(Object value, int repetition, int definition) throws IOException {
    repetitions.add(repetition);
    if (value == null) {
      definitions.add(definition);
      missing++;
    } else {
      definitions.add(full);
      add(value);
    }
  }

  final ColumnDescriptor descriptor() {
    return descriptor;
  }

  /** Ends a page of so many rows. */
  final void endPage(PageWriter pages, int rows) throws IOException {
    int count = definitions.count();
    Statistics<?> statistics = Statistics.createStats(descriptor.getPrimitiveType());
    statistics.incrementNumNulls(missing);
    describe(statistics);
    Encoding encoding = encoding();
    pages.writePage(
        BytesInput.concat(repetitions.finish(), definitions.finish(), values()),
        count,
        rows,
        statistics,
        Encoding.RLE,
        Encoding.RLE,
        encoding);
    missing = 0;
    clearPage();
  }

  /** Bytes that the values of the page take until it is written. */
  abstract int bufferedBytes();

  /** Ends the row group, all of whose pages have been ended. */
  abstract void endGroup(PageWriter pages) throws IOException;

  abstract void add(Object value) throws IOException;

  /** Adds least and greatest value of the page. */
  abstract void describe(Statistics<?> statistics);

  /** Of the page's values; asked before {@link #values}. */
  abstract Encoding encoding() throws IOException;

  abstract BytesInput values() throws IOException;

  abstract void clearPage();
}
