package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.distributeddebug.telemetry.Resource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One trace object while it is read. Its processes usually come after its spans, which wait for
 * them, packed if they are many; where processes came first, or stand in the spans, nothing waits.
 */
final class JaegerTrace {
  private static final int MOST_WAITING_UNPACKED = 5_000;

  private final JsonFactory json;
  private final PlacedRecords records;
  private final Map<String, Resource> processes = new HashMap<>();
  private final List<JaegerSpan> waiting = new ArrayList<>();
  private Optional<PackedJson> packed = Optional.empty();
  private String traceId = "";

  JaegerTrace(JsonFactory json, PlacedRecords records) {
    this.json = json;
    this.records = records;
  }

  /** Whether it is a field that tells a trace. */
  boolean field(JsonParser parser, String field) throws IOException {
    switch (field) {
      case "traceID", "traceId" -> traceId = OtlpValues.text(parser);
      case "processes" ->
          OtlpValues.object(parser, (p, id) -> processes.put(id, JaegerProcess.read(p)));
      case "processMap" -> OtlpValues.array(parser, this::mappedProcess);
      case "spans" -> OtlpValues.array(parser, this::take);
      default -> {
        parser.skipChildren();
        return false;
      }
    }
    return true;
  }

  /** No more will come: what still waits has no process, or none that the trace names. */
  void end() throws IOException {
    waiting.forEach(this::give);
    waiting.clear();
    if (packed.isPresent()) {
      PackedJson last = packed.get();
      packed = Optional.empty();
      last.read(p -> give(JaegerSpan.read(p)));
    }
  }

  private void take(JsonParser parser) throws IOException {
    if (waiting.size() >= MOST_WAITING_UNPACKED) {
      if (packed.isEmpty()) {
        packed = Optional.of(new PackedJson(json));
      }
      packed.get().add(parser);
      return;
    }
    JaegerSpan span = JaegerSpan.read(parser);
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
