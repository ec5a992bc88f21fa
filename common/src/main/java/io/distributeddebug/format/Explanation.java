package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a file would be read, without storing anything.
 *
 * @param result what was read, or why the file is skipped
 * @param rejects the first {@value #MOST_REJECTS}
 * @param sample the first {@value #MOST_SAMPLES} records as they would be stored
 */
public record Explanation(
    ReadResult result, List<PlacedReject> rejects, List<Map<String, Object>> sample) {
  private static final int MOST_REJECTS = 1000;
  private static final int MOST_SAMPLES = 5;
  private static final List<String> COUNTS =
      List.of("records", "spans", "logs", "metric_points", "changes", "reject_count");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where it is, for people, entry of an archive included. */
  public record PlacedReject(String place, Reject reject) {}

  public Explanation {
    rejects = List.copyOf(rejects);
    sample = List.copyOf(sample);
  }

  /** Reads a file into a sink. */
  public interface Reading {
    ReadResult into(TelemetrySink sink) throws IOException;
  }

  /** Reads the stream to its end. */
  public static Explanation of(ArchiveReader reader, String fileName, InputStream in)
      throws IOException {
    return of(sink -> reader.read(fileName, in, sink));
  }

  /** Reads the file to its end. */
  public static Explanation of(Reading reading) throws IOException {
    Collector collector = new Collector();
    ReadResult result = reading.into(collector);
    return new Explanation(result, collector.rejects, collector.sample);
  }

  public boolean hasRecords() {
    return result instanceof ReadResult.Read read && read.records() > 0;
  }

  /** Why the file is skipped; empty if it is read. */
  public Optional<String> skipped() {
    return result instanceof ReadResult.Skipped skipped
        ? Optional.of(skipped.reason())
        : Optional.empty();
  }

  /** Files of an archive that are passed over. */
  public ReadResult.SkippedEntries skippedEntries() {
    return result instanceof ReadResult.Read read
        ? read.skipped()
        : new ReadResult.SkippedEntries(0, List.of());
  }

  /** As {@code ingest --explain FILE --json} prints it. */
  public String json() {
    Map<String, Object> json = new LinkedHashMap<>();
    if (result instanceof ReadResult.Read read) {
      json.put("format", read.format());
      json.put("container", read.container());
      json.put("records", read.records());
      json.put("spans", read.spans());
      json.put("logs", read.logs());
      json.put("metric_points", read.metricPoints());
      json.put("changes", read.changes());
      json.put("reject_count", read.rejects());
    } else {
      json.put("format", null);
      json.put("skipped", skipped().orElse(""));
      for (String count : COUNTS) {
        json.put(count, 0);
      }
    }
    json.put("skipped_entries", skippedEntries().first());
    json.put("rejects", rejects.stream().map(Explanation::described).toList());
    json.put("sample", sample);
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Map<String, Object> described(PlacedReject placed) {
    Map<String, Object> described = new LinkedHashMap<>();
    described.put("position", placed.place());
    described.put("reason", placed.reject().reason());
    described.put("text", placed.reject().text());
    return described;
  }

  private static final class Collector implements TelemetrySink {
    private final List<PlacedReject> rejects = new ArrayList<>();
    private final List<Map<String, Object>> sample = new ArrayList<>();
    private String entry = "";

    @Override
    public void entry(String label) {
      entry = label;
    }

    @Override
    public void span(Span span, long position) {
      if (sample.size() < MOST_SAMPLES) {
        Map<String, Object> row = row("span", position, span.resource());
        row.put("trace_id", span.traceId());
        row.put("span_id", span.spanId());
        row.put("parent_span_id", span.parentSpanId());
        row.put("name", span.name());
        row.put("kind", span.kind().name());
        row.put("start_unix_nanos", span.startUnixNanos());
        row.put("duration_nanos", span.durationNanos());
        row.put("status", span.status().name());
        row.put("attributes", values(span.attributes()));
        row.put("events", span.events().size());
        row.put("links", span.links().size());
        row.put("quality", Quality.of(span));
        sample.add(row);
      }
    }

    @Override
    public void log(LogRecord log, long position) {
      if (sample.size() < MOST_SAMPLES) {
        Map<String, Object> row = row("log", position, log.resource());
        row.put("unix_nanos", log.unixNanos());
        row.put("trace_id", log.traceId());
        row.put("span_id", log.spanId());
        row.put("severity", log.severity());
        row.put("body", log.body());
        row.put("attributes", values(log.attributes()));
        sample.add(row);
      }
    }

    @Override
    public void metric(MetricPoint point, long position) {
      if (sample.size() < MOST_SAMPLES) {
        Map<String, Object> row = row("metric_point", position, point.resource());
        row.put("name", point.name());
        row.put("unit", point.unit());
        row.put("kind", point.kind().name());
        row.put("unix_nanos", point.unixNanos());
        row.put("value", point.value());
        row.put("count", point.count());
        row.put("distribution", point.distribution());
        row.put("attributes", values(point.attributes()));
        sample.add(row);
      }
    }

    @Override
    public void change(ChangeEvent change, long position) {
      if (sample.size() < MOST_SAMPLES) {
        Map<String, Object> row = row("change", position, change.resource());
        row.put("unix_nanos", change.unixNanos());
        row.put("end_unix_nanos", change.endUnixNanos());
        row.put("kind", change.kind());
        row.put("reason", change.reason());
        row.put("subject", change.subject());
        row.put("severity", change.severity());
        row.put("message", change.message());
        row.put("source", change.source());
        row.put("attributes", values(change.attributes()));
        sample.add(row);
      }
    }

    @Override
    public void reject(Reject reject) {
      if (rejects.size() < MOST_REJECTS) {
        rejects.add(new PlacedReject(place(reject.position()), reject));
      }
    }

    private Map<String, Object> row(String signal, long position, Resource resource) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("signal", signal);
      row.put("position", place(position));
      row.put("service", resource.service());
      row.put("instance", resource.instance());
      row.put("node", resource.node());
      return row;
    }

    private String place(long position) {
      return Position.text(entry, position);
    }

    private static Map<String, Object> values(Attributes attributes) {
      Map<String, Object> values = new LinkedHashMap<>(attributes.text());
      values.putAll(attributes.numbers());
      return values;
    }
  }
}
