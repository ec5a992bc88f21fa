package io.distributeddebug.cause;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.flow.Flow;
import io.distributeddebug.flow.FlowLog;
import io.distributeddebug.flow.FlowSpan;
import io.distributeddebug.telemetry.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** One day of the Nezha archive, read without the product's own reader. */
public final class NezhaDay {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> RESOURCES =
      Map.of("CpuUsageRate(%)", "cpu", "MemoryUsageRate(%)", "memory");

  private final List<Flow> recorded;
  private final List<Flow> faultFree;
  private final List<ResourceSeries> resources;
  private final List<Fault> faults;

  /** An injected fault. */
  public record Fault(long unixNanos, String service, String type) {}

  private NezhaDay(
      List<Flow> recorded,
      List<Flow> faultFree,
      List<ResourceSeries> resources,
      List<Fault> faults) {
    this.recorded = recorded;
    this.faultFree = faultFree;
    this.resources = resources;
    this.faults = faults;
  }

  /** Traces of the day's recordings, by start. */
  public List<Flow> recorded() {
    return recorded;
  }

  /** Traces of the one fault-free minute. */
  public List<Flow> faultFree() {
    return faultFree;
  }

  public List<ResourceSeries> resources() {
    return resources;
  }

  public List<Fault> faults() {
    return faults;
  }

  public static NezhaDay read(Path folder, String day) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (String part : List.of("trace", "log", "metric", "faultfree")) {
      files.putAll(TarZst.read(folder.resolve(day + "-" + part + ".tar.zst")));
    }
    List<Fault> faults = new ArrayList<>();
    JsonNode hours = JSON.readTree(Files.readString(folder.resolve(day + "-fault_list.json")));
    for (JsonNode hour : hours) {
      for (JsonNode fault : hour) {
        faults.add(
            new Fault(
                Window.unixNanos(
                    Instant.parse(fault.get("inject_time").asText().replace(' ', 'T') + "Z")),
                service(fault.get("inject_pod").asText()),
                fault.get("inject_type").asText()));
      }
    }
    return new NezhaDay(
        flows(files, "rca_data/"), flows(files, "construct_data/"), resources(files), faults);
  }

  static String service(String pod) {
    int last = pod.lastIndexOf('-');
    int before = last < 0 ? -1 : pod.lastIndexOf('-', last - 1);
    return before < 0 ? pod : pod.substring(0, before);
  }

  private static List<Flow> flows(Map<String, String> files, String root) {
    Map<String, List<FlowSpan>> spans = new TreeMap<>();
    Map<String, List<FlowLog>> logs = new HashMap<>();
    Set<String> seen = new HashSet<>();
    files.forEach(
        (path, text) -> {
          if (path.contains(root) && path.endsWith("_trace.csv")) {
            for (Map<String, String> row : Csv.rows(text)) {
              if (seen.add(row.get("TraceID") + row.get("SpanID"))) {
                spans.computeIfAbsent(row.get("TraceID"), t -> new ArrayList<>()).add(span(row));
              }
            }
          } else if (path.contains(root) && path.endsWith("_log.csv")) {
            for (Map<String, String> row : Csv.rows(text)) {
              String identity =
                  String.join(
                      "|",
                      row.get("Timestamp"),
                      row.get("PodName"),
                      row.get("TraceID"),
                      row.get("SpanID"),
                      row.get("Log"));
              if (seen.add(identity)) {
                logs.computeIfAbsent(row.get("TraceID"), t -> new ArrayList<>()).add(log(row));
              }
            }
          }
        });
    List<Flow> flows = new ArrayList<>();
    spans.forEach(
        (trace, ofTrace) ->
            flows.add(Flow.of(trace, ofTrace, logs.getOrDefault(trace, List.of()))));
    flows.sort(Comparator.comparingLong(Flow::startUnixNanos).thenComparing(Flow::traceId));
    return flows;
  }

  private static FlowSpan span(Map<String, String> row) {
    return FlowSpan.plain(
        row.get("SpanID"),
        row.get("ParentID").equals("root") ? "" : row.get("ParentID"),
        service(row.get("PodName")),
        row.get("PodName"),
        NezhaTemplate.mask(row.get("OperationName")),
        Long.parseLong(row.get("StartTimeUnixNano")),
        Long.parseLong(row.get("EndTimeUnixNano")));
  }

  private static FlowLog log(Map<String, String> row) {
    String text = row.get("Log");
    try {
      JsonNode line = JSON.readTree(text).get("log");
      text = line == null ? text : line.asText().stripTrailing();
    } catch (JsonProcessingException e) {
      // A line that is not of the container runtime is its own text.
    }
    NezhaTemplate template = NezhaTemplate.of(text);
    return new FlowLog(
        Window.unixNanos(instant(row.get("Timestamp"))),
        service(row.get("PodName")),
        row.get("SpanID"),
        template.key(),
        template.isError());
  }

  /** A few time stamps of the archive are torn off before their zone. */
  private static Instant instant(String text) {
    return Instant.parse(text.endsWith("Z") ? text : text + "Z");
  }

  private static List<ResourceSeries> resources(Map<String, String> files) {
    List<ResourceSeries> all = new ArrayList<>();
    files.forEach(
        (path, text) -> {
          if (path.endsWith("_metric.csv")) {
            List<Map<String, String>> rows = Csv.rows(text);
            for (Map.Entry<String, String> resource : new TreeMap<>(RESOURCES).entrySet()) {
              List<ResourceSeries.Point> points = new ArrayList<>();
              for (Map<String, String> row : rows) {
                String value = row.getOrDefault(resource.getKey(), "");
                if (!value.isEmpty()) {
                  Instant time =
                      Instant.parse(row.get("Time").substring(0, 19).replace(' ', 'T') + "Z");
                  points.add(
                      new ResourceSeries.Point(Window.unixNanos(time), Double.parseDouble(value)));
                }
              }
              if (!points.isEmpty()) {
                String pod = rows.get(0).get("PodName");
                all.add(
                    new ResourceSeries(
                        service(pod), pod, resource.getKey(), resource.getValue(), points));
              }
            }
          }
        });
    return all;
  }
}
