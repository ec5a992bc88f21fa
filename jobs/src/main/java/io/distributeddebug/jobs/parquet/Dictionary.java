package io.distributeddebug.jobs.parquet;

import java.io.IOException;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriter;

/** The distinct values of a column in one row group, and when it is not worth having them. */
abstract class Dictionary {
  /** Where there is no place for a value: the column goes on without a dictionary. */
  static final int FULL = -1;

  private static final int MOST_BYTES = 1 << 20;

  /** Hostile values may share their hash: rather no dictionary than a search without end. */
  static final int MOST_PROBES = 512;

  private static final int SAMPLE = 4096;

  private final PlainBytes entries = new PlainBytes();
  private int size;

  final PlainBytes entries() {
    return entries;
  }

  final int size() {
    return size;
  }

  /** The place of the value just put into {@link #entries}. */
  final int added() {
    return size++;
  }

  final boolean isFull() {
    return entries.length() >= MOST_BYTES;
  }

  /**
   * Whether a sample of values repeats too little: then plain values are smaller and quicker.
   *
   * @param values seen up to now
   */
  final boolean isWasted(int values) {
    return values == SAMPLE && size > SAMPLE / 2;
  }

  final void write(PageWriter pages) throws IOException {
    pages.writeDictionaryPage(new DictionaryPage(entries.content(), size, Encoding.PLAIN));
  }
}
