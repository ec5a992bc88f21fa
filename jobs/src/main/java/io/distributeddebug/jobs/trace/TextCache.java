package io.distributeddebug.jobs.trace;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.unsafe.types.UTF8String;

/** Texts that repeat from row to row, decoded once. */
final class TextCache {
  /** Of a column whose texts hardly repeat, no more than this is remembered. */
  private static final int MOST_TEXTS = 50_000;

  private final Map<UTF8String, String> known = new HashMap<>();

  /**
   * The text as a string.
   *
   * @param text null counts as empty; may be overwritten after the call
   */
  String of(UTF8String text) {
    if (text == null || text.numBytes() == 0) {
      return "";
    }
    String string = known.get(text);
    if (string == null) {
      if (known.size() >= MOST_TEXTS) {
        known.clear();
      }
      string = text.toString();
      known.put(text.copy(), string);
    }
    return string;
  }
}
