package io.distributeddebug.jobs.lake;

import java.util.Map;

/** Smallest and largest value of one column of one file, for the log. */
final class ColumnRange {
  private static final int LONGEST_TEXT = 64;

  private final String column;
  private Long least;
  private Long greatest;
  private String leastText;
  private String greatestText;
  private boolean unusable;

  ColumnRange(String column) {
    this.column = column;
  }

  void include(Object value) {
    if (value == null) {
      return;
    }
    if (value instanceof Long number) {
      least = least == null || number < least ? number : least;
      greatest = greatest == null || number > greatest ? number : greatest;
    } else if (value instanceof String text) {
      include(text);
    } else {
      unusable = true;
    }
  }

  private void include(String text) {
    // Parquet and Delta compare bytes of UTF-8: only below the surrogates is that Java's order.
    if (text.length() > LONGEST_TEXT || text.chars().anyMatch(c -> c >= Character.MIN_SURROGATE)) {
      unusable = true;
    } else if (!unusable) {
      leastText = leastText == null || text.compareTo(leastText) < 0 ? text : leastText;
      greatestText = greatestText == null || text.compareTo(greatestText) > 0 ? text : greatestText;
    }
  }

  void putInto(
      Map<String, Long> leasts,
      Map<String, Long> greatests,
      Map<String, String> leastTexts,
      Map<String, String> greatestTexts) {
    if (unusable) {
      return;
    }
    if (least != null) {
      leasts.put(column, least);
      greatests.put(column, greatest);
    }
    if (leastText != null) {
      leastTexts.put(column, leastText);
      greatestTexts.put(column, greatestText);
    }
  }
}
