package io.distributeddebug.state.extract;

import io.distributeddebug.state.ShownEvents;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.ArrayList;
import java.util.List;

/**
 * Spans of one trace, a line each: indent is parentage, then the kind, then attributes as {@code
 * name=value} (quotes {@code `} keep blanks together); {@code error=WORDS} is a failure. Each
 * starts a millisecond after the line above.
 */
final class Spans {
  static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  private final List<Span> spans = new ArrayList<>();

  static List<Span> of(String drawn) {
    Spans made = new Spans();
    List<String> parents = new ArrayList<>();
    drawn
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(
            line -> {
              int level = (line.length() - line.stripLeading().length()) / 2;
              String id = String.format("%016x", made.spans.size() + 1);
              made.add(id, level == 0 ? "" : parents.get(level - 1), line.strip());
              while (parents.size() > level) {
                parents.remove(parents.size() - 1);
              }
              parents.add(id);
            });
    return made.spans;
  }

  /** What the extractor finds in them, shown. */
  static String found(StateMapping mapping, String drawn) {
    return found(mapping, drawn, List.of());
  }

  static String found(StateMapping mapping, String drawn, List<LogRecord> logs) {
    List<StateEvent> events = new ArrayList<>();
    new StateExtractor(mapping)
        .extract(new TraceSignals(of(drawn), logs), new ExtractionReport(), events::add);
    return ShownEvents.of(events);
  }

  static LogRecord log(String service, String body) {
    return new LogRecord(
        5,
        "",
        "",
        Resource.of(Attributes.builder().put("service.name", service).build()),
        "INFO",
        9,
        body,
        Attributes.EMPTY);
  }

  private void add(String id, String parent, String text) {
    List<String> words = words(text);
    Attributes.Builder attributes = Attributes.builder();
    String error = "";
    for (String word : words.subList(1, words.size())) {
      int equals = word.indexOf('=');
      String name = word.substring(0, equals);
      String value = word.substring(equals + 1);
      if (name.equals("error")) {
        error = value;
      } else {
        attributes.put(name, value);
      }
    }
    long start = spans.size() * 1_000_000L;
    spans.add(
        new Span(
            TRACE,
            id,
            parent,
            "",
            Resource.of(Attributes.builder().put("service.name", "shop").build()),
            words.get(0),
            SpanKind.valueOf(words.get(0).toUpperCase(java.util.Locale.ROOT)),
            start,
            start + 500_000,
            error.isEmpty() ? StatusCode.UNSET : StatusCode.ERROR,
            error,
            attributes.build(),
            List.of(),
            List.of(),
            ""));
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '`') {
        quoted = !quoted;
      } else if (c == ' ' && !quoted) {
        words.add(word.toString());
        word.setLength(0);
      } else {
        word.append(c);
      }
    }
    words.add(word.toString());
    return words;
  }
}
