package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import io.distributeddebug.telemetry.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One trace object while it is read. Its processes usually come after its spans, which wait for
 * them; where they came first, or stand in the spans, nothing waits.
 */
final class JaegerTrace {
  private final PlacedRecords records;
  private final Map<String, Resource> processes = new HashMap<>();
  private final List<JaegerSpan> waiting = new ArrayList<>();
  private String traceId = "";

  JaegerTrace(PlacedRecords records) {
    this.records = records;
  }

  /** Whether it is a field that tells a trace. */
  boolean field(JsonParser parser, String field) throws IOException {
    switch (field) {
      case "traceID", "traceId" -> traceId = OtlpValues.text(parser);
      case "processes" ->
          OtlpValues.object(parser, (p, id) -> processes.put(id, JaegerProcess.read(p)));
      case "processMap" -> OtlpValues.array(parser, this::mappedProcess);
      case "spans" -> OtlpValues.array(parser, p -> take(JaegerSpan.read(p)));
      default -> {
        parser.skipChildren();
        return false;
      }
    }
    return true;
  }

  /** No more will come: what still waits has no process, or none that the trace names. */
  void end() {
    waiting.forEach(this::give);
    waiting.clear();
  }

  private void take(JaegerSpan span) {
    if (span.hasProcess() || processes.containsKey(span.processId())) {
      give(span);
    } else {
      waiting.add(span);
    }
  }

  private void give(JaegerSpan span) {
    span.give(records, traceId, processes.getOrDefault(span.processId(), Resource.UNKNOWN));
  }

  private void mappedProcess(JsonParser parser) throws IOException {
    String[] id = {""};
    Resource[] process = {Resource.UNKNOWN};
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "processId", "process_id" -> id[0] = OtlpValues.text(p);
            case "process" -> process[0] = JaegerProcess.read(p);
            default -> p.skipChildren();
          }
        });
    processes.put(id[0], process[0]);
  }
}
