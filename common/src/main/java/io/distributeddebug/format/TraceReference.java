package io.distributeddebug.format;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The trace, and where known the span, that a record names in one of the usual ways.
 *
 * @param traceId 32 lower-case hex digits
 * @param spanId 16 lower-case hex digits, empty where only the trace is named
 */
record TraceReference(String traceId, String spanId) {
  private static final Set<String> TRACE_KEYS =
      Set.of(
          "traceid",
          "xb3traceid",
          "ddtraceid",
          "oteltraceid",
          "mdctraceid",
          "contexttraceid",
          "contextmaptraceid");

  private static final Set<String> SPAN_KEYS =
      Set.of(
          "spanid",
          "xb3spanid",
          "ddspanid",
          "otelspanid",
          "mdcspanid",
          "contextspanid",
          "contextmapspanid");

  /** Whether a field of that name, however it is spelt, holds a trace id. */
  static boolean isTraceKey(String key) {
    return TRACE_KEYS.contains(plain(key));
  }

  /** Whether a field of that name, however it is spelt, holds a span id. */
  static boolean isSpanKey(String key) {
    return SPAN_KEYS.contains(plain(key));
  }

  /**
   * The first that the values name: {@code traceparent}, {@code b3}, or a trace id and span id
   * under one of their names. Datadog's are decimal.
   */
  static Optional<TraceReference> of(Map<String, String> values) {
    String trace = "";
    String span = "";
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String key = plain(entry.getKey());
      String value = entry.getValue();
      if (key.equals("traceparent") || key.equals("b3")) {
        Optional<TraceReference> whole = key.equals("b3") ? ofB3(value) : ofTraceparent(value);
        if (whole.isPresent()) {
          return whole;
        }
      } else if (TRACE_KEYS.contains(key)) {
        trace = trace.isEmpty() ? Ids.traceId(hex(key, value)).orElse("") : trace;
      } else if (SPAN_KEYS.contains(key)) {
        span = span.isEmpty() ? Ids.spanId(hex(key, value)).orElse("") : span;
      }
    }
    return trace.isEmpty() ? Optional.empty() : Optional.of(new TraceReference(trace, span));
  }

  /** {@code 00-<trace>-<span>-01} of W3C Trace Context. */
  static Optional<TraceReference> ofTraceparent(String value) {
    boolean shaped =
        value.length() >= 55
            && value.charAt(2) == '-'
            && value.charAt(35) == '-'
            && value.charAt(52) == '-';
    return shaped ? of(value.substring(3, 35), value.substring(36, 52)) : Optional.empty();
  }

  /** {@code <trace>-<span>[-<sampled>[-<parent>]]} in one header. */
  static Optional<TraceReference> ofB3(String value) {
    String[] parts = value.split("-", -1);
    boolean shaped = parts.length >= 2 && (parts[0].length() == 16 || parts[0].length() == 32);
    return shaped ? of(parts[0], parts[1]) : Optional.empty();
  }

  /**
   * Envoy's request id, a UUID that all hops of a request share: stands in for a trace id where a
   * mesh writes no other.
   */
  static Optional<TraceReference> ofRequestId(String value) {
    boolean uuid =
        value.length() == 36
            && value.charAt(8) == '-'
            && value.charAt(13) == '-'
            && value.charAt(18) == '-'
            && value.charAt(23) == '-';
    return uuid ? Ids.traceId(value).map(trace -> new TraceReference(trace, "")) : Optional.empty();
  }

  private static String hex(String key, String value) {
    try {
      return key.startsWith("dd") ? Long.toHexString(Long.parseUnsignedLong(value)) : value;
    } catch (NumberFormatException alreadyHex) {
      return value;
    }
  }

  private static Optional<TraceReference> of(String trace, String span) {
    return Ids.traceId(trace).map(id -> new TraceReference(id, Ids.spanId(span).orElse("")));
  }

  /** Letters and digits alone, in lower case: {@code trace.id}, {@code traceID} are the same. */
  private static String plain(String key) {
    StringBuilder plain = new StringBuilder(key.length());
    for (int i = 0; i < key.length(); i++) {
      char c = Character.toLowerCase(key.charAt(i));
      if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        plain.append(c);
      }
    }
    return plain.toString();
  }
}
