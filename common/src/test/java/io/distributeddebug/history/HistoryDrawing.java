package io.distributeddebug.history;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** A history as a person would note it down, a transaction a line. */
public final class HistoryDrawing {
  private HistoryDrawing() {}

  public static String of(History history) {
    StringBuilder drawing = new StringBuilder();
    for (int t = 0; t < history.transactions(); t++) {
      drawing.append(history.sessionText(history.session(t))).append(": ");
      if (history.isTimed()) {
        drawing.append('[').append(time(history.invoked(t))).append(' ');
        drawing.append(time(history.completed(t))).append("] ");
      }
      for (int o = history.first(t); o < history.end(t); o++) {
        drawing.append(o > history.first(t) ? "; " : "").append(history.text(o));
      }
      drawing.append(" (").append(history.outcome(t)).append(' ').append(history.name(t));
      drawing.append(")\n");
    }
    return drawing.toString();
  }

  private static String time(long time) {
    return time == History.ALWAYS ? "-inf" : time == History.NEVER ? "inf" : Long.toString(time);
  }

  /** Reads a text in one of the formats. */
  public static History read(String format, String text) {
    try {
      return HistoryFormats.named(format)
          .orElseThrow()
          .read(List.of(new HistoryPart("drawn", text.getBytes(StandardCharsets.UTF_8))));
    } catch (MalformedHistoryException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }
}
