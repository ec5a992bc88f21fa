package io.distributeddebug.jobs.lake;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.column.statistics.LongStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/** Smallest and largest values of a file's columns, for the log, as its footer has them. */
record ColumnRanges(
    Map<String, Long> least,
    Map<String, Long> greatest,
    Map<String, String> leastText,
    Map<String, String> greatestText) {
  private static final int LONGEST_TEXT = 64;

  static ColumnRanges of(ParquetMetadata footer, List<String> columns) {
    ColumnRanges ranges =
        new ColumnRanges(new HashMap<>(), new HashMap<>(), new HashMap<>(), new HashMap<>());
    for (String column : columns) {
      range(footer, column).ifPresent(range -> ranges.put(column, range));
    }
    return ranges;
  }

  private static Optional<Statistics<?>> range(ParquetMetadata footer, String column) {
    Statistics<?> all = null;
    for (BlockMetaData block : footer.getBlocks()) {
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        if (chunk.getPath().size() == 1 && chunk.getPath().toDotString().equals(column)) {
          if (all == null) {
            all = chunk.getStatistics().copy();
          } else {
            all.mergeStatistics(chunk.getStatistics());
          }
        }
      }
    }
    return all != null && all.hasNonNullValue() ? Optional.of(all) : Optional.empty();
  }

  private void put(String column, Statistics<?> range) {
    if (range instanceof LongStatistics numbers) {
      least.put(column, numbers.getMin());
      greatest.put(column, numbers.getMax());
      return;
    }
    String from = new String(range.getMinBytes(), StandardCharsets.UTF_8);
    String to = new String(range.getMaxBytes(), StandardCharsets.UTF_8);
    if (isUsable(from) && isUsable(to)) {
      leastText.put(column, from);
      greatestText.put(column, to);
    }
  }

  /**
   * Parquet and Delta compare bytes of UTF-8: against texts without surrogates, and what lies above
   * them, that is Java's order.
   */
  private static boolean isUsable(String text) {
    return text.length() <= LONGEST_TEXT && text.chars().allMatch(c -> c < Character.MIN_SURROGATE);
  }
}
