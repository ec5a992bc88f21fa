package io.distributeddebug.jobs.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.query.TraceMatch;
import io.distributeddebug.query.TraceQuery;
import io.distributeddebug.telemetry.Window;

/** What a search found, for machines. */
public final class TraceSearchJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TraceSearchJson() {}

  public static String of(TraceQuery query, TraceSearch.Found found) {
    ObjectNode root =
        JSON.createObjectNode()
            .put("query", query.toString())
            .put("traces_matched", found.traces())
            .put("spans_matched", found.spans());
    ArrayNode traces = root.putArray("traces");
    for (TraceMatch match : found.first()) {
      ObjectNode trace =
          traces
              .addObject()
              .put("trace_id", match.traceId())
              .put("root_service", match.rootService())
              .put("root_operation", match.rootOperation())
              .put("start", Window.instant(match.startUnixNanos()).toString())
              .put("start_unix_nanos", match.startUnixNanos())
              .put("duration_nanos", match.durationNanos())
              .put("span_count", match.spanCount())
              .put("matched_span_count", match.matchedCount());
      ArrayNode spansets = trace.putArray("spansets");
      match.spansets().forEach(spans -> add(spansets.addObject(), spans));
    }
    return root.toPrettyString() + "\n";
  }

  private static void add(ObjectNode node, TraceMatch.Spans spanset) {
    ArrayNode groups = node.putArray("groups");
    spanset.groups().forEach(groups::add);
    node.put("matched_span_count", spanset.matchedCount());
    ArrayNode spans = node.putArray("spans");
    for (TraceMatch.SpanMatch match : spanset.spans()) {
      ObjectNode span =
          spans
              .addObject()
              .put("span_id", match.spanId())
              .put("service", match.service())
              .put("operation", match.operation())
              .put("start_unix_nanos", match.startUnixNanos())
              .put("duration_nanos", match.durationNanos())
              .put("is_error", match.isError());
      ObjectNode fields = span.putObject("fields");
      match.fields().forEach(fields::put);
    }
  }
}
