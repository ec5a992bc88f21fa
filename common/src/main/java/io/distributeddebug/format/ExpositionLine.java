package io.distributeddebug.format;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads one sample line: {@code name{label="value"} value [timestamp] [# exemplar]}. OpenMetrics is
 * read to the letter of its grammar (https://prometheus.io/docs/specs/om/open_metrics_spec/); the
 * older Prometheus text, whose timestamps are milliseconds, may have blanks and a last comma.
 */
final class ExpositionLine {
  /** The names and values of an exemplar's labels together. */
  private static final int MOST_EXEMPLAR_CHARACTERS = 128;

  private static final double LONGEST_SECONDS = Long.MAX_VALUE / 1e9;

  private final String line;
  private final Dialect dialect;
  private int at;

  enum Dialect {
    OPEN_METRICS,
    PROMETHEUS
  }

  private ExpositionLine(String line, Dialect dialect) {
    this.line = line;
    this.dialect = dialect;
  }

  static ExpositionSample read(String line, Dialect dialect) throws MalformedValueException {
    return new ExpositionLine(line, dialect).sample();
  }

  /** As the grammar has numbers: no hex, no underscores; NaN and Inf in any case. */
  static double number(String text) throws MalformedValueException {
    if (isReal(text)) {
      return Double.parseDouble(text);
    }
    String unsigned = text.startsWith("+") || text.startsWith("-") ? text.substring(1) : text;
    if (unsigned.equalsIgnoreCase("inf") || unsigned.equalsIgnoreCase("infinity")) {
      return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (text.equalsIgnoreCase("nan")) {
      return Double.NaN;
    }
    throw new MalformedValueException("value is not a number");
  }

  private ExpositionSample sample() throws MalformedValueException {
    String name = until("{ \t");
    SortedMap<String, String> labels = new TreeMap<>();
    blanks();
    if (peek() == '{') {
      labels = labels();
      if (name.isEmpty() && labels.containsKey("__name__")) {
        name = labels.remove("__name__");
      }
    }
    if (!isMetricName(name)) {
      throw new MalformedValueException("no metric name");
    }
    one(' ');
    double value = number(until(" \t"));
    OptionalLong time = OptionalLong.empty();
    Optional<ExpositionSample.Exemplar> exemplar = Optional.empty();
    if (more() && !startsExemplar()) {
      one(' ');
      time = timestamp(until(" \t"));
    }
    if (more()) {
      one(' ');
      one('#');
      exemplar = Optional.of(exemplar());
    }
    blanks();
    if (at < line.length()) {
      throw new MalformedValueException("more than a sample on the line");
    }
    return new ExpositionSample(name, labels, value, time, exemplar);
  }

  private ExpositionSample.Exemplar exemplar() throws MalformedValueException {
    one(' ');
    if (peek() != '{') {
      throw new MalformedValueException("exemplar without labels");
    }
    SortedMap<String, String> labels = labels();
    long characters = 0;
    for (var label : labels.entrySet()) {
      characters += label.getKey().codePoints().count() + label.getValue().codePoints().count();
    }
    if (characters > MOST_EXEMPLAR_CHARACTERS) {
      throw new MalformedValueException("exemplar labels longer than 128 characters");
    }
    one(' ');
    double value = number(until(" \t"));
    OptionalLong time = OptionalLong.empty();
    if (more()) {
      one(' ');
      time = seconds(until(" \t"));
    }
    return new ExpositionSample.Exemplar(labels, value, time);
  }

  private SortedMap<String, String> labels() throws MalformedValueException {
    SortedMap<String, String> labels = new TreeMap<>();
    one('{');
    blanks();
    boolean first = true;
    while (peek() != '}') {
      if (!first) {
        one(',');
        blanks();
        if (peek() == '}' && dialect == Dialect.PROMETHEUS) {
          break;
        }
      }
      first = false;
      String name = until("= \t");
      if (!isLabelName(name)) {
        throw new MalformedValueException("no label name");
      }
      blanks();
      one('=');
      blanks();
      one('"');
      if (labels.put(name, quoted()) != null) {
        throw new MalformedValueException("a label is given twice");
      }
      blanks();
    }
    one('}');
    return labels;
  }

  private String quoted() throws MalformedValueException {
    StringBuilder value = new StringBuilder();
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == '"') {
        return value.toString();
      }
      if (c != '\\') {
        value.append(c);
      } else if (at < line.length()) {
        char escaped = line.charAt(at++);
        switch (escaped) {
          case 'n' -> value.append('\n');
          case '\\', '"' -> value.append(escaped);
          default -> value.append('\\').append(escaped);
        }
      }
    }
    throw new MalformedValueException("a label value is never closed");
  }

  private OptionalLong timestamp(String text) throws MalformedValueException {
    if (dialect == Dialect.OPEN_METRICS) {
      return seconds(text);
    }
    OptionalLong nanos = TimeText.MS.nanos(text);
    if (nanos.isEmpty()) {
      throw new MalformedValueException("timestamp is not a number of milliseconds");
    }
    return nanos;
  }

  /** To the nearest end of what 64 bits hold, where it lies beyond. */
  private static OptionalLong seconds(String text) throws MalformedValueException {
    if (!isReal(text)) {
      throw new MalformedValueException("timestamp is not a number of seconds");
    }
    double rough = Double.parseDouble(text);
    if (Math.abs(rough) >= LONGEST_SECONDS) {
      return OptionalLong.of(rough < 0 ? Long.MIN_VALUE : Long.MAX_VALUE);
    }
    return Math.abs(rough) < 1e-9 ? OptionalLong.of(0) : TimeText.S.nanos(text);
  }

  private boolean startsExemplar() {
    int next = at;
    while (next < line.length() && isBlank(line.charAt(next))) {
      next++;
    }
    return next < line.length() && line.charAt(next) == '#';
  }

  /** Whether anything follows; trailing blanks are nothing in Prometheus text only. */
  private boolean more() {
    if (dialect == Dialect.OPEN_METRICS) {
      return at < line.length();
    }
    int next = at;
    while (next < line.length() && isBlank(line.charAt(next))) {
      next++;
    }
    return next < line.length();
  }

  private char peek() {
    return at < line.length() ? line.charAt(at) : '\n';
  }

  /** That character and, in Prometheus text, any blanks around it. */
  private void one(char expected) throws MalformedValueException {
    if (dialect == Dialect.PROMETHEUS && expected == ' ') {
      blanks();
      return;
    }
    if (peek() != expected) {
      throw new MalformedValueException("'" + expected + "' is missing");
    }
    at++;
  }

  private void blanks() {
    while (dialect == Dialect.PROMETHEUS && at < line.length() && isBlank(line.charAt(at))) {
      at++;
    }
  }

  private String until(String stops) {
    int from = at;
    while (at < line.length() && stops.indexOf(line.charAt(at)) < 0) {
      at++;
    }
    return line.substring(from, at);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private static boolean isLabelName(String text) {
    return text.indexOf(':') < 0 && isMetricName(text);
  }

  static boolean isMetricName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      if (!letter && c != ':' && !(i > 0 && c >= '0' && c <= '9')) {
        return false;
      }
    }
    return !text.isEmpty();
  }

  private static boolean isReal(String text) {
    int i = text.startsWith("+") || text.startsWith("-") ? 1 : 0;
    int whole = digits(text, i);
    int fraction = whole;
    if (whole < text.length() && text.charAt(whole) == '.') {
      fraction = digits(text, whole + 1);
      if (fraction - i < 2) {
        return false;
      }
    } else if (whole == i) {
      return false;
    }
    if (fraction == text.length()) {
      return true;
    }
    if (text.charAt(fraction) != 'e' && text.charAt(fraction) != 'E') {
      return false;
    }
    int exponent = fraction + 1;
    if (exponent < text.length() && "+-".indexOf(text.charAt(exponent)) >= 0) {
      exponent++;
    }
    return exponent < text.length() && digits(text, exponent) == text.length();
  }

  private static int digits(String text, int from) {
    int to = from;
    while (to < text.length() && text.charAt(to) >= '0' && text.charAt(to) <= '9') {
      to++;
    }
    return to;
  }
}
