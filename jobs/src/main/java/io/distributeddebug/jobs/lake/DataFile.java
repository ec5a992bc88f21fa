package io.distributeddebug.jobs.lake;

import java.io.Serializable;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One Parquet file of a table, as its log knows it.
 *
 * @param path absolute, with its scheme
 * @param rows -1 where the log does not say
 * @param partition values of the partition columns, as text
 * @param least smallest value of whole-number columns, where known
 * @param greatest largest value of whole-number columns, where known
 * @param leastText smallest value of short text columns, where known
 * @param greatestText largest value of short text columns, where known
 */
public record DataFile(
    String path,
    long bytes,
    long modifiedMillis,
    long rows,
    Map<String, String> partition,
    Map<String, Long> least,
    Map<String, Long> greatest,
    Map<String, String> leastText,
    Map<String, String> greatestText)
    implements Serializable {
  private static final Pattern OF_BATCH = Pattern.compile("part-(b[0-9a-f]+)-.*");

  public DataFile {
    partition = Map.copyOf(partition);
    least = Map.copyOf(least);
    greatest = Map.copyOf(greatest);
    leastText = Map.copyOf(leastText);
    greatestText = Map.copyOf(greatestText);
  }

  /** The ingest batch that wrote it; empty for files that no batch wrote. */
  public Optional<String> batch() {
    Matcher name = OF_BATCH.matcher(path.substring(path.lastIndexOf('/') + 1));
    return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
  }

  /** False only where the log proves that no row's value lies in from (included) to to (not). */
  public boolean mayHold(String column, long from, long to) {
    Long smallest = least.get(column);
    Long largest = greatest.get(column);
    return smallest == null || largest == null || (smallest < to && largest >= from);
  }

  /** Whether all rows are known to have this value. */
  boolean holdsOnly(String column, String value) {
    return value.equals(leastText.get(column)) && value.equals(greatestText.get(column));
  }

  /** False only where the log proves that no row has this value. */
  boolean mayHold(String column, String value) {
    String smallest = leastText.get(column);
    String largest = greatestText.get(column);
    return smallest == null
        || largest == null
        || (smallest.compareTo(value) <= 0 && largest.compareTo(value) >= 0);
  }
}
