package io.distributeddebug.format;

import com.google.re2j.Matcher;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Makes records of rows by one table of a mapping. */
final class MappedTable {
  private static final FieldRule NOTHING = new FieldRule(List.of());

  private final String source;
  private final Mapping.Table table;
  private final Map<Map<String, String>, Resource> resources = new HashMap<>();

  /** Why a row is no record. */
  static final class UnusableRowException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableRowException(String reason) {
      super(reason);
    }
  }

  MappedTable(Mapping mapping, Mapping.Table table) {
    this.source = mapping.name();
    this.table = table;
  }

  /** Gives what the row holds to the records. */
  void read(MappedRow row, PlacedRecords records) throws UnusableRowException {
    for (Mapping.SkippedRows skipped : table.skippedRows()) {
      if (!skipped.when().value(row).isEmpty()) {
        throw new UnusableRowException(skipped.reason());
      }
    }
    switch (table.signal()) {
      case SPANS -> records.span(span(row));
      case LOGS -> records.log(log(row));
      case CHANGES -> records.change(change(row));
      case METRICS -> {
        if (table.wide().isPresent()) {
          wideMetrics(row, records);
        } else {
          records.metric(metric(row));
        }
      }
    }
  }

  private Span span(MappedRow row) throws UnusableRowException {
    String parent = value("parent_span_id", row);
    long start = time("start", row);
    long end =
        value("end", row).isEmpty() && table.fields().containsKey("duration")
            ? start + time("duration", row)
            : time("end", row);
    return new Span(
        usable("trace id", Ids.traceId(value("trace_id", row))),
        usable("span id", Ids.spanId(value("span_id", row))),
        parent.isEmpty() ? "" : usable("parent span id", Ids.spanId(parent)),
        value("trace_state", row),
        resource(row),
        value("name", row),
        SpanWords.kind(value("kind", row)),
        start,
        end,
        SpanWords.status(value("status", row)),
        value("status_message", row),
        attributes(row),
        List.of(),
        List.of(),
        value("scope", row));
  }

  private LogRecord log(MappedRow row) throws UnusableRowException {
    String traceId = Ids.traceId(value("trace_id", row)).orElse("");
    String written = value("severity", row);
    int number = Severities.number(written);
    return new LogRecord(
        time("time", row),
        traceId,
        traceId.isEmpty() ? "" : Ids.spanId(value("span_id", row)).orElse(""),
        resource(row),
        number > 0 ? Severities.name(number) : written.toUpperCase(Locale.ROOT),
        number,
        withoutLineEnd(value("body", row)),
        attributes(row));
  }

  private MetricPoint metric(MappedRow row) throws UnusableRowException {
    String name = value("name", row);
    if (name.isEmpty()) {
      throw new UnusableRowException("metric without a name");
    }
    return point(
        row,
        name,
        value("unit", row),
        metricKind(value("kind", row)),
        attributes(row),
        number(value("value", row)));
  }

  private void wideMetrics(MappedRow row, PlacedRecords records) {
    Mapping.WideMetrics wide = table.wide().orElseThrow();
    Attributes attributes = attributes(row);
    row.rest(
        (column, value) -> {
          Matcher name = wide.name().matcher(column);
          String text = value.toString().trim();
          boolean nothing =
              !name.matches()
                  || name.group(1).isEmpty()
                  || text.isEmpty()
                  || text.equalsIgnoreCase("nan");
          if (nothing) {
            return;
          }
          String unit = name.groupCount() > 1 ? name.group(2) : null;
          try {
            records.metric(
                point(
                    row,
                    name.group(1),
                    unit == null ? "" : unit,
                    wide.kind(),
                    attributes,
                    number(text)));
          } catch (UnusableRowException unusable) {
            records.reject(name.group(1) + ": " + unusable.getMessage(), text);
          }
        });
  }

  private ChangeEvent change(MappedRow row) throws UnusableRowException {
    String kind = value("kind", row);
    if (kind.isEmpty()) {
      throw new UnusableRowException("change without a kind");
    }
    String said = value("source", row);
    return new ChangeEvent(
        time("time", row),
        value("end", row).isEmpty() ? 0 : time("end", row),
        kind,
        value("reason", row),
        value("subject", row),
        value("severity", row).toUpperCase(Locale.ROOT),
        withoutLineEnd(value("message", row)),
        said.isEmpty() ? source : said,
        resource(row),
        attributes(row));
  }

  private MetricPoint point(
      MappedRow row, String name, String unit, MetricKind kind, Attributes attributes, double value)
      throws UnusableRowException {
    long start = table.fields().containsKey("start") ? time("start", row) : 0;
    return new MetricPoint(
        name, unit, kind, resource(row), attributes, start, time("time", row), value, 0, "");
  }

  private String value(String field, MappedRow row) {
    return table.fields().getOrDefault(field, NOTHING).value(row);
  }

  private long time(String field, MappedRow row) throws UnusableRowException {
    OptionalLong nanos = table.units().get(field).nanos(value(field, row));
    if (nanos.isEmpty()) {
      throw new UnusableRowException(
          "%s is not a time in %s"
              .formatted(field, table.units().get(field).name().toLowerCase(Locale.ROOT)));
    }
    return nanos.getAsLong();
  }

  private Resource resource(MappedRow row) {
    Map<String, String> values = new HashMap<>();
    table
        .resource()
        .forEach(
            (name, rule) -> {
              String value = rule.value(row);
              if (!value.isEmpty()) {
                values.put(name, value);
              }
            });
    if (resources.size() > 10_000) {
      resources.clear();
    }
    return resources.computeIfAbsent(values, it -> Resource.of(Attributes.of(it)));
  }

  private Attributes attributes(MappedRow row) {
    Attributes.Builder attributes = Attributes.builder();
    if (table.wide().isEmpty()) {
      row.rest((name, value) -> FlatJson.put(attributes, name, value));
    }
    table
        .attributes()
        .forEach(
            (name, rule) -> {
              Object value = rule.typed(row);
              if (!value.equals("")) {
                FlatJson.put(attributes, name, value);
              }
            });
    return attributes.build();
  }

  private static String usable(String what, Optional<String> id) throws UnusableRowException {
    return id.orElseThrow(() -> new UnusableRowException("no usable " + what));
  }

  private static double number(String text) throws UnusableRowException {
    try {
      double number = Double.parseDouble(text.trim());
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      // Said below, as for values that are not finite.
    }
    throw new UnusableRowException("value missing or not a finite number");
  }

  private static MetricKind metricKind(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "COUNTER", "CUMULATIVE_SUM" -> MetricKind.CUMULATIVE_SUM;
      case "DELTA_SUM" -> MetricKind.DELTA_SUM;
      default -> MetricKind.GAUGE;
    };
  }

  private static String withoutLineEnd(String body) {
    int end = body.length();
    while (end > 0 && (body.charAt(end - 1) == '\n' || body.charAt(end - 1) == '\r')) {
      end--;
    }
    return body.substring(0, end);
  }
}
