package io.distributeddebug.jobs.parquet;

import java.io.IOException;
import java.util.function.Supplier;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;

/** A column whose values go through a dictionary for as long as they repeat. */
abstract class DictionaryColumn<D extends Dictionary> extends Column {
  private final Supplier<D> empty;
  private final PlainBytes plain = new PlainBytes();
  private final DictionaryIds ids = new DictionaryIds();
  private D dictionary;
  private boolean usesDictionary = true;
  private boolean hasDictionaryPages;
  private int groupValues;

  DictionaryColumn(ColumnDescriptor descriptor, Supplier<D> empty) {
    super(descriptor);
    this.empty = empty;
    this.dictionary = empty.get();
  }

  final D dictionary() {
    return dictionary;
  }

  /** Of the page's values, where they go through the dictionary. */
  final DictionaryIds ids() {
    return ids;
  }

  /** The page's values where they do not. */
  final PlainBytes plain() {
    return plain;
  }

  final boolean usesDictionary() {
    return usesDictionary;
  }

  /**
   * Adds a value that the dictionary was asked for; false where from here on, and from the page's
   * begin, values are plain, as this one must be.
   */
  final boolean added(int id) {
    groupValues++;
    if (id == Dictionary.FULL || dictionary.isWasted(groupValues)) {
      usesDictionary = false;
      // Pages before this one keep their dictionary.
      for (int i = 0; i < ids.count(); i++) {
        addPlain(ids.get(i));
      }
      ids.clear();
      return false;
    }
    ids.add(id);
    return true;
  }

  /** Adds the dictionary's value to the plain ones. */
  abstract void addPlain(int id);

  @Override
  final int bufferedBytes() {
    return plain.length() + Integer.BYTES * ids.count();
  }

  @Override
  void endGroup(PageWriter pages) throws IOException {
    if (hasDictionaryPages) {
      dictionary.write(pages);
    }
    // What did not repeat in one row group will not in the next.
    usesDictionary = hasDictionaryPages || usesDictionary;
    dictionary = empty.get();
    hasDictionaryPages = false;
    groupValues = 0;
  }

  @Override
  final Encoding encoding() {
    return usesDictionary ? Encoding.RLE_DICTIONARY : Encoding.PLAIN;
  }

  @Override
  final BytesInput values() throws IOException {
    if (usesDictionary) {
      hasDictionaryPages = true;
      return ids.encoded(dictionary.size());
    }
    return plain.content();
  }

  @Override
  void clearPage() {
    ids.clear();
    plain.clear();
  }
}
