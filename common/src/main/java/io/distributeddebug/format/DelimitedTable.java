package io.distributeddebug.format;

import com.google.re2j.Matcher;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads one delimited file by one table of a mapping. */
final class DelimitedTable {
  private static final FieldRule NOTHING = new FieldRule(List.of());

  private final Mapping.Table table;
  private final Limits limits;
  private final Map<Map<String, String>, Resource> resources = new HashMap<>();
  private List<Column> remaining = List.of();

  /** A column that no rule reads: an attribute, or a metric of a wide table. */
  private record Column(int index, String name, String unit) {}

  /** Why a row is no record. */
  private static final class UnusableRowException extends Exception {
    private static final long serialVersionUID = 1;

    UnusableRowException(String reason) {
      super(reason);
    }
  }

  DelimitedTable(Mapping.Table table, Limits limits) {
    this.table = table;
    this.limits = limits;
  }

  void read(Lines lines, TelemetrySink sink) throws IOException {
    DelimitedRecords records = new DelimitedRecords(lines, table.delimiter());
    if (!records.next()) {
      return;
    }
    List<String> header = List.copyOf(records.cells());
    remaining = remaining(header);
    DelimitedRow row = new DelimitedRow(header, limits);
    while (records.next()) {
      long position = Position.of(records.line(), 0);
      try {
        if (!records.fault().isEmpty()) {
          throw new UnusableRowException(records.fault());
        }
        List<String> cells = records.cells();
        if (cells.size() != header.size()) {
          throw new UnusableRowException(
              "%d cells where the header has %d".formatted(cells.size(), header.size()));
        }
        // Concatenated files repeat their header.
        if (!cells.equals(header)) {
          row.take(cells);
          record(row, cells, position, sink);
        }
      } catch (UnusableRowException unusable) {
        sink.reject(new Reject(position, unusable.getMessage(), records.text()));
      }
    }
  }

  private List<Column> remaining(List<String> header) {
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i);
      if (name.isBlank() || table.mentions(name)) {
        continue;
      }
      if (table.wide().isEmpty()) {
        columns.add(new Column(i, name, ""));
        continue;
      }
      Matcher matcher = table.wide().get().name().matcher(name);
      if (matcher.matches() && !matcher.group(1).isEmpty()) {
        String unit = matcher.groupCount() > 1 ? matcher.group(2) : null;
        columns.add(new Column(i, matcher.group(1), unit == null ? "" : unit));
      }
    }
    return columns;
  }

  private void record(DelimitedRow row, List<String> cells, long position, TelemetrySink sink)
      throws UnusableRowException {
    for (Mapping.SkippedRows skipped : table.skippedRows()) {
      if (!skipped.when().value(row).isEmpty()) {
        throw new UnusableRowException(skipped.reason());
      }
    }
    switch (table.signal()) {
      case SPANS -> sink.span(span(row, cells), position);
      case LOGS -> sink.log(log(row, cells), position);
      case METRICS -> {
        if (table.wide().isPresent()) {
          wideMetrics(row, cells, position, sink);
        } else {
          sink.metric(metric(row, cells), position);
        }
      }
    }
  }

  private Span span(DelimitedRow row, List<String> cells) throws UnusableRowException {
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
        attributes(row, cells),
        List.of(),
        List.of(),
        value("scope", row));
  }

  private LogRecord log(DelimitedRow row, List<String> cells) throws UnusableRowException {
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
        attributes(row, cells));
  }

  private MetricPoint metric(DelimitedRow row, List<String> cells) throws UnusableRowException {
    String name = value("name", row);
    if (name.isEmpty()) {
      throw new UnusableRowException("metric without a name");
    }
    return point(
        row,
        name,
        value("unit", row),
        metricKind(value("kind", row)),
        attributes(row, cells),
        number(value("value", row)));
  }

  private void wideMetrics(DelimitedRow row, List<String> cells, long position, TelemetrySink sink)
      throws UnusableRowException {
    MetricKind kind = table.wide().orElseThrow().kind();
    Attributes attributes = attributes(row, cells);
    long ordinal = 0;
    for (Column column : remaining) {
      String cell = cells.get(column.index()).trim();
      if (cell.isEmpty() || cell.equalsIgnoreCase("nan")) {
        continue;
      }
      long place = position + ordinal++;
      try {
        sink.metric(
            point(row, column.name(), column.unit(), kind, attributes, number(cell)), place);
      } catch (UnusableRowException unusable) {
        sink.reject(new Reject(place, column.name() + ": " + unusable.getMessage(), cell));
      }
    }
  }

  private MetricPoint point(
      DelimitedRow row,
      String name,
      String unit,
      MetricKind kind,
      Attributes attributes,
      double value)
      throws UnusableRowException {
    long start = table.fields().containsKey("start") ? time("start", row) : 0;
    return new MetricPoint(
        name, unit, kind, resource(row), attributes, start, time("time", row), value, 0, "");
  }

  private String value(String field, DelimitedRow row) {
    return table.fields().getOrDefault(field, NOTHING).value(row);
  }

  private long time(String field, DelimitedRow row) throws UnusableRowException {
    OptionalLong nanos = table.units().get(field).nanos(value(field, row));
    if (nanos.isEmpty()) {
      throw new UnusableRowException(
          "%s is not a time in %s"
              .formatted(field, table.units().get(field).name().toLowerCase(Locale.ROOT)));
    }
    return nanos.getAsLong();
  }

  private Resource resource(DelimitedRow row) {
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

  private Attributes attributes(DelimitedRow row, List<String> cells) {
    if (table.attributes().isEmpty() && (table.wide().isPresent() || remaining.isEmpty())) {
      return Attributes.EMPTY;
    }
    Attributes.Builder attributes = Attributes.builder();
    if (table.wide().isEmpty()) {
      for (Column column : remaining) {
        String cell = cells.get(column.index());
        if (!cell.isEmpty()) {
          attributes.put(column.name(), cell);
        }
      }
    }
    table
        .attributes()
        .forEach(
            (name, rule) -> {
              String value = rule.value(row);
              if (!value.isEmpty()) {
                attributes.put(name, value);
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
