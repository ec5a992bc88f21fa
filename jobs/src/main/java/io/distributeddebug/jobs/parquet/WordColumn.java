package io.distributeddebug.jobs.parquet;

import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.statistics.Statistics;

/** A column of whole numbers or of doubles, through a dictionary as long as they repeat. */
final class WordColumn extends DictionaryColumn<WordDictionary> {
  private final boolean isDouble;
  private Statistics<?> range;
  private long least = Long.MAX_VALUE;
  private long greatest = Long.MIN_VALUE;

  WordColumn(ColumnDescriptor descriptor, boolean isDouble) {
    super(descriptor, WordDictionary::new);
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
    if (!usesDictionary() || !added(dictionary().idOf(word))) {
      plain().putLong(word);
    }
  }

  @Override
  void addPlain(int id) {
    plain().putLong(dictionary().word(id));
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
  void clearPage() {
    super.clearPage();
    range = Statistics.createStats(descriptor().getPrimitiveType());
    least = Long.MAX_VALUE;
    greatest = Long.MIN_VALUE;
  }
}
