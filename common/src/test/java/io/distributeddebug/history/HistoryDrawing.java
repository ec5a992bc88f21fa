package io.distributeddebug.history;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

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

  /**
   * Single operations on one key, a line each: process, what it asked or saw, and from when to
   * when.
   *
   * <pre>
   *   0 write 1   |--
   *   1 read 1,2  |   --      a list or set; read =3 is one value, read - nothing
   *   1 append 3  |      ->   nobody knows how it ended
   * </pre>
   */
  public static History calls(String drawing) {
    HistoryBuilder builder = new HistoryBuilder("nil");
    int number = 0;
    for (String line : drawing.lines().toList()) {
      int bar = line.indexOf('|');
      List<String> words = List.of(line.substring(0, bar).trim().split(" +"));
      String interval = line.substring(bar + 1);
      int from = interval.indexOf('-');
      boolean open = interval.endsWith(">");
      builder.begin(
          builder.session(words.get(0)),
          from,
          open ? History.NEVER : interval.stripTrailing().length() - 1);
      call(builder, words.get(0), words.get(1), words.size() > 2 ? words.get(2) : "");
      number++;
      builder.end(open ? Outcome.UNKNOWN : Outcome.OK, "#" + number, number);
    }
    return builder.timed();
  }

  private static void call(HistoryBuilder builder, String process, String what, String argument) {
    int key = builder.key("");
    switch (what) {
      case "write" -> builder.write(key, builder.value(argument));
      case "append" -> builder.append(key, builder.value(argument));
      case "add" -> builder.add(key, builder.value(argument));
      case "remove" -> builder.remove(key, builder.value(argument));
      case "enqueue" -> builder.enqueue(key, builder.value(argument));
      case "dequeue" ->
          builder.dequeue(key, argument.equals("-") ? History.NIL : builder.value(argument));
      case "acquire" -> builder.acquire(key, builder.value(process));
      case "release" -> builder.release(key, builder.value(process));
      case "read" -> {
        if (argument.startsWith("=")) {
          builder.read(key, builder.value(argument.substring(1)));
        } else if (argument.equals("-")) {
          builder.read(key, History.NIL);
        } else {
          builder.readList(key, Stream.of(argument.split(",")).mapToInt(builder::value).toArray());
        }
      }
      default -> throw new IllegalArgumentException("Invalid call: " + what);
    }
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
