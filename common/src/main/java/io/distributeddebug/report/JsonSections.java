package io.distributeddebug.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The sections of {@code report.json} that show traffic and state: timeline, timing, flow, state.
 */
final class JsonSections {
  private JsonSections() {}

  static void statistics(JsonTree node, CallStatistics statistics) {
    node.put("calls", statistics.calls()).put("errors", statistics.errors());
    if (statistics.latency().isEmpty()) {
      node.putNull("latency");
      return;
    }
    LatencyQuantiles latency = statistics.latency().get();
    node.child("latency")
        .put("p50_nanos", latency.p50Nanos())
        .put("p95_nanos", latency.p95Nanos())
        .put("p99_nanos", latency.p99Nanos())
        .put("max_nanos", latency.maxNanos());
  }

  /** An entry a bucket that has requests or events, by time. */
  static void timeline(JsonTree root, Timeline timeline) {
    long width = timeline.bucketNanos();
    TreeMap<Long, Bucket> buckets = new TreeMap<>();
    for (Timeline.Point point : timeline.points()) {
      buckets.computeIfAbsent(point.fromUnixNanos(), from -> new Bucket()).points.add(point);
    }
    for (Timeline.Event event : timeline.events()) {
      long from = Math.floorDiv(event.atUnixNanos(), width) * width;
      buckets.computeIfAbsent(from, start -> new Bucket()).events.add(event);
    }
    ArrayNode array = root.node().putArray("timeline");
    buckets.forEach(
        (from, bucket) -> {
          JsonTree node = new JsonTree(array.addObject());
          node.putTime("from", Window.instant(from)).putTime("to", Window.instant(from + width));
          bucket.write(node);
        });
  }

  private static final class Bucket {
    private final List<Timeline.Point> points = new ArrayList<>();
    private final List<Timeline.Event> events = new ArrayList<>();

    void write(JsonTree node) {
      points.sort(
          Comparator.comparing(Timeline.Point::service).thenComparing(Timeline.Point::operation));
      node.putAll(
          "operations",
          points,
          (child, point) -> {
            child.put("service", point.service()).put("operation", point.operation());
            statistics(child, point.requests());
          });
      node.putAll(
          "events",
          Timeline.inOrder(events),
          (child, event) ->
              child
                  .putTime("at", Window.instant(event.atUnixNanos()))
                  .putName("kind", event.kind())
                  .put("service", event.service())
                  .put("statement", event.statement()));
    }
  }

  static void timing(JsonTree node, Timing timing) {
    node.putAll(
        "operations",
        timing.operations(),
        (child, operation) -> {
          child.put("service", operation.service()).put("operation", operation.operation());
          side(child.child("baseline"), operation.baseline());
          side(child.child("incident"), operation.incident());
        });
  }

  private static void side(JsonTree node, Timing.Side side) {
    statistics(node, side.requests());
    node.putAll(
        "parts",
        side.parts(),
        (child, part) -> child.put("name", part.name()).put("mean_nanos", part.meanNanos()));
  }

  static void state(JsonTree node, State state) {
    node.put("note", state.note());
    node.putAll(
        "checks",
        state.checks(),
        (child, check) ->
            child
                .put("kind", check.kind())
                .put("verdict", check.verdict())
                .put("looked_at", check.lookedAt())
                .put("found", check.found()));
  }

  static void flow(JsonTree node, Flow flow) {
    node.putAll(
        "comparisons",
        flow.comparisons(),
        (child, comparison) -> {
          child.put("reason", comparison.reason());
          trace(child.child("trace"), comparison.trace());
          if (comparison.healthy().isPresent()) {
            trace(child.child("healthy"), comparison.healthy().get());
          } else {
            child.putNull("healthy");
          }
        });
    node.putAll(
        "templates",
        flow.templates(),
        (child, template) ->
            child
                .put("service", template.service())
                .put("severity", template.severity())
                .put("template", template.template())
                .put("baseline_count", template.baselineCount())
                .put("incident_count", template.incidentCount()));
  }

  private static void trace(JsonTree node, TraceView trace) {
    node.put("trace_id", trace.traceId())
        .put("service", trace.service())
        .put("operation", trace.operation())
        .putTime("start", Window.instant(trace.startUnixNanos()))
        .put("duration_nanos", trace.durationNanos())
        .put("spans_left_out", trace.spansLeftOut())
        .putAll("spans", trace.spans(), JsonSections::span);
  }

  private static void span(JsonTree node, TraceView.SpanRow span) {
    node.put("span_id", span.spanId())
        .put("parent_span_id", span.parentSpanId())
        .put("depth", span.depth())
        .put("service", span.service())
        .put("instance", span.instance())
        .put("operation", span.operation())
        .put("kind", span.kind())
        .put("start_nanos", span.startNanos())
        .put("duration_nanos", span.durationNanos())
        .put("self_nanos", span.selfNanos())
        .put("status_message", span.statusMessage());
    ArrayNode marks = node.node().putArray("marks");
    span.marks().forEach(mark -> marks.add(JsonTree.name(mark)));
    node.putAll(
        "logs",
        span.logs(),
        (child, log) ->
            child
                .put("at_nanos", log.atNanos())
                .put("severity", log.severity())
                .put("body", log.body()));
  }
}
