package io.distributeddebug.format;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Log records from the named fields of structured logs: time, severity, message, ids of the trace
 * and the process are found by their usual names, the other fields are attributes.
 */
final class StructuredLogs {
  /** Numbers of pino and bunyan, which mean nothing else. */
  private static final Map<Integer, Integer> PINO =
      Map.of(10, 1, 20, 5, 30, 9, 40, 13, 50, 17, 60, 21);

  /** Numbers 0..7 of syslog, as GELF has them, to OpenTelemetry's. */
  private static final int[] SYSLOG = {21, 19, 18, 17, 13, 10, 9, 5};

  private final Names names = LogNames.standard();
  private final Resources resources = new Resources();

  /**
   * What is known of a record besides its own fields, which go before it.
   *
   * @param unixNanos counts where the record's own fields tell no time; 0 where unknown
   * @param body the text as a whole, for records that have no message
   */
  record Around(
      long unixNanos, Map<String, String> resource, Map<String, ?> attributes, String body) {
    static final Around NOTHING = new Around(0, Map.of(), Map.of(), "");
  }

  /** The record that the fields tell. */
  LogRecord read(Map<String, Object> fields, Around around) {
    return found(fields, around).record(around, Optional.empty());
  }

  /** The record of a text without fields. */
  LogRecord read(LogText text, Around around) {
    return found(Map.of(), around).record(around, Optional.of(text));
  }

  private Found found(Map<String, Object> fields, Around around) {
    Found found = new Found();
    fields.forEach((key, value) -> found.look(key, value, names.of(key)));
    around.attributes().forEach((key, value) -> found.look(key, value, names.of(key)));
    return found;
  }

  Resources resources() {
    return resources;
  }

  /** OpenTelemetry's number of a severity however it is written, 0 where unknown. */
  static int severityNumber(Object value) {
    if (!(value instanceof Double number)) {
      String word = value.toString().trim();
      int known = Severities.number(word);
      return known > 0 || word.isEmpty() || !word.chars().allMatch(c -> c >= '0' && c <= '9')
          ? known
          : severityNumber(Double.valueOf(word));
    }
    int whole = (int) number.doubleValue();
    if (PINO.containsKey(whole)) {
      return PINO.get(whole);
    }
    return whole >= 0 && whole < SYSLOG.length ? SYSLOG[whole] : 0;
  }

  private final class Found {
    private final Attributes.Builder attributes = Attributes.builder();
    private final Map<String, String> traceFields = new LinkedHashMap<>();
    private final Map<String, String> resource = new HashMap<>();
    private final Map<String, Integer> resourceRanks = new HashMap<>();
    private final Best time = new Best();
    private final Best severity = new Best();
    private final Best body = new Best();
    private long unixNanos;

    /** The field of a role with the lowest rank; one that loses is an attribute. */
    private final class Best {
      private String key = "";
      private Object value = "";
      private int rank = Integer.MAX_VALUE;

      void offer(String offeredKey, Object offered, int offeredRank) {
        if (offeredRank >= rank) {
          FlatJson.put(attributes, offeredKey, offered);
          return;
        }
        if (!key.isEmpty()) {
          FlatJson.put(attributes, key, value);
        }
        key = offeredKey;
        value = offered;
        rank = offeredRank;
      }
    }

    void look(String key, Object value, Names.Meaning meaning) {
      if (TraceReference.isTraceKey(key)
          || TraceReference.isSpanKey(key)
          || key.equals("traceparent")
          || key.equals("b3")) {
        traceFields.put(key, text(value));
        return;
      }
      switch (meaning.role()) {
        case TIME -> time(key, value, meaning.rank());
        case SEVERITY -> severity.offer(key, value, meaning.rank());
        case BODY -> body.offer(key, value, meaning.rank());
        case RESOURCE -> resource(key, text(value), meaning);
        default -> {
          if (!LogNames.IGNORED.contains(key)) {
            FlatJson.put(attributes, key, value);
          }
        }
      }
    }

    LogRecord record(Around around, Optional<LogText> text) {
      Optional<TraceReference> named = TraceReference.of(traceFields);
      if (named.isEmpty()) {
        traceFields.forEach(this::keep);
      }
      Optional<TraceReference> trace = named.or(() -> text.flatMap(LogText::trace));
      int number = severityNumber(severity.value);
      String word = text(severity.value).toUpperCase(Locale.ROOT);
      if (severity.key.isEmpty() && text.isPresent()) {
        number = text.get().severityNumber();
      }
      Map<String, String> process = new HashMap<>(around.resource());
      process.putAll(resource);
      return new LogRecord(
          time(around, text),
          trace.map(TraceReference::traceId).orElse(""),
          trace.map(TraceReference::spanId).orElse(""),
          resources.of(process),
          number > 0 ? Severities.name(number) : word,
          number,
          body.key.isEmpty() ? around.body() : text(body.value),
          attributes.build());
    }

    private void keep(String key, String value) {
      if (!value.isEmpty()) {
        attributes.put(key, value);
      }
    }

    private long time(Around around, Optional<LogText> text) {
      if (unixNanos != 0 || around.unixNanos() != 0) {
        return unixNanos != 0 ? unixNanos : around.unixNanos();
      }
      return text.isPresent() ? text.get().unixNanos().orElse(0) : 0;
    }

    /** A field by the name of a time that holds none is an attribute like others. */
    private void time(String key, Object value, int rank) {
      OptionalLong nanos = AnyTime.nanos(value);
      if (nanos.isEmpty()) {
        FlatJson.put(attributes, key, value);
        return;
      }
      int before = time.rank;
      time.offer(key, value, rank);
      if (time.rank < before) {
        unixNanos = nanos.getAsLong();
      }
    }

    private void resource(String key, String value, Names.Meaning meaning) {
      String attribute = meaning.attribute();
      int best = resourceRanks.getOrDefault(attribute, Integer.MAX_VALUE);
      if (value.isEmpty()) {
        return;
      }
      if (meaning.rank() >= best) {
        attributes.put(key, value);
        return;
      }
      resourceRanks.put(attribute, meaning.rank());
      String before = resource.put(attribute, value);
      if (before != null) {
        attributes.put(attribute, before);
      }
    }
  }

  private static String text(Object value) {
    if (value instanceof Double number) {
      return number == Math.rint(number) && Math.abs(number) < 1e15
          ? Long.toString((long) number.doubleValue())
          : number.toString();
    }
    return value.toString();
  }
}
