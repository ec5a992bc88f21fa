package io.distributeddebug.jobs.parquet;

import java.io.IOException;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.Statistics;

/** A column of whole numbers or of doubles, through a dictionary as long as they repeat. */
final class WordColumn extends Column {
  private final boolean isDouble;
  private final PlainBytes plain = new PlainBytes();
  private final DictionaryIds ids = new DictionaryIds();
  private WordDictionary dictionary = new WordDictionary();
  private boolean usesDictionary = true;
  private boolean hasDictionaryPages;
  private int groupValues;
  private Statistics<?> range;
  private long least = Long.MAX_VALUE;
  private long greatest = Long.MIN_VALUE;

  WordColumn(ColumnDescriptor descriptor, boolean isDouble) {
    super(descriptor);
    this.isDouble = isDouble;
    this.range = Statistics.createStats(descriptor.getPrimitiveType());
  }

  @Override
  void add(Object value) {
    if (isDouble) {
      double number = ((Number) value).doubleValue();
      range.updateStats(number);
      add(Double.doubleToRawLongBits(number));
    } else {
      long number = ((Number) value).longValue();
      least = Math.min(least, number);
      greatest = Math.max(greatest, number);
      add(number);
    }
  }

  private void add(long word) {
    if (!usesDictionary) {
      plain.putLong(word);
      return;
    }
    int id = dictionary.idOf(word);
    groupValues++;
    if (id == Dictionary.FULL || dictionary.isWasted(groupValues)) {
      goPlain();
      plain.putLong(word);
    } else {
      ids.add(id);
    }
  }

  @Override
  int bufferedBytes() {
    return plain.length() + Integer.BYTES * ids.count();
  }

  @Override
  void endGroup(PageWriter pages) throws IOException {
    if (hasDictionaryPages) {
      dictionary.write(pages);
    }
    usesDictionary = hasDictionaryPages || usesDictionary;
    dictionary = new WordDictionary();
    hasDictionaryPages = false;
    groupValues = 0;
  }

  @Override
  void describe(Statistics<?> statistics) {
    if (isDouble) {
      if (range.hasNonNullValue()) {
        statistics.mergeStatistics(range);
      }
    } else if (least <= greatest) {
      statistics.updateStats(least);
      statistics.updateStats(greatest);
    }
  }

  @Override
  Encoding encoding() {
    return usesDictionary ? Encoding.RLE_DICTIONARY : Encoding.PLAIN;
  }

  @Override
  BytesInput values() throws IOException {
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
    range = Statistics.createStats(descriptor().getPrimitiveType());
    least = Long.MAX_VALUE;
    greatest = Long.MIN_VALUE;
  }

  private void goPlain() {
    usesDictionary = false;
    for (int i = 0; i < ids.count(); i++) {
      plain.putLong(dictionary.word(ids.get(i)));
    }
    ids.clear();
  }
}
