package io.distributeddebug.jobs.query;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.logs.LogJoin;
import io.distributeddebug.jobs.metrics.LoadQuery;
import io.distributeddebug.latency.LittlesLaw;
import io.distributeddebug.telemetry.Window;
import java.util.List;
import org.apache.spark.sql.Row;

/** What logs and metrics say, for machines. */
public final class EvidenceJson {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EvidenceJson() {}

  public static String of(EvidenceQuery query) {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("window")
        .put("from", query.window().from().toString())
        .put("to", query.window().to().toString());
    ArrayNode logs = root.putArray("logs");
    for (Row row : query.logs()) {
      ObjectNode node = logs.addObject().put("service", text(row, "service"));
      for (String name :
          List.of("lines", "errors", "by_span_id", "by_trace_id", "by_time", "by_none")) {
        node.put(name.equals("by_none") ? "not_joined" : name, row.<Long>getAs(name));
      }
      node.put("mean_confidence_by_time", row.<Double>getAs("mean_confidence_by_time"));
    }
    ArrayNode templates = root.putArray("templates");
    for (Row row : query.templates()) {
      templates
          .addObject()
          .put("service", text(row, "service"))
          .put("severity", text(row, Logs.SEVERITY.name()))
          .put("template", text(row, Logs.TEMPLATE.name()))
          .put("lines", row.<Long>getAs("lines"))
          .put("traces", row.<Long>getAs("traces"));
    }
    root.put("slice_nanos", query.sliceNanos());
    ArrayNode load = root.putArray("load");
    query.load().forEach(row -> add(load.addObject(), row, query));
    return root.toPrettyString() + "\n";
  }

  private static void add(ObjectNode node, Row row, EvidenceQuery query) {
    LittlesLaw law = law(row, query.sliceNanos());
    long slice = row.<Long>getAs(LoadQuery.SLICE);
    node.put("service", text(row, "service"))
        .put("instance", text(row, "instance"))
        .put(
            "from",
            Window.instant(query.window().fromUnixNanos() + slice * query.sliceNanos()).toString())
        .put("arrivals", law.arrivals())
        .put("arrivals_per_second", law.arrivalsPerSecond())
        .put("errors", row.<Long>getAs(LoadQuery.ERRORS))
        .put("in_flight", law.inFlight());
    Double measured = row.getAs(LoadQuery.MEASURED_IN_FLIGHT);
    node.put("measured_in_flight", measured);
    if (measured != null && law.arrivals() > 0) {
      node.put("residence_nanos", law.residenceNanos(measured))
          .put("shown_ratio", law.shownRatio(measured));
    }
    node.put("utilization_ratio", row.<Double>getAs(LoadQuery.UTILIZATION_RATIO))
        .put("utilization_metric", row.<String>getAs(LoadQuery.UTILIZATION_METRIC));
  }

  /** Of a row of {@link LoadQuery}. */
  public static LittlesLaw law(Row row, long sliceNanos) {
    return new LittlesLaw(
        row.<Long>getAs(LoadQuery.ARRIVALS), row.<Long>getAs(LoadQuery.BUSY_NANOS), sliceNanos);
  }

  /** Of one trace: its lines in order. */
  public static String ofTrace(String traceId, List<Row> lines) {
    ObjectNode root = JSON.createObjectNode().put("trace_id", traceId);
    ArrayNode logs = root.putArray("logs");
    for (Row row : lines) {
      logs.addObject()
          .put("unix_nanos", row.<Long>getAs(Logs.UNIX_NANOS_COLUMN.name()))
          .put("service", text(row, "service"))
          .put("instance", text(row, "instance"))
          .put("span_id", text(row, LogJoin.SPAN))
          .put("operation", text(row, "operation"))
          .put("joined_by", text(row, LogJoin.HOW))
          .put("confidence", row.<Double>getAs(LogJoin.CONFIDENCE))
          .put("severity", text(row, Logs.SEVERITY.name()))
          .put("body", text(row, Logs.BODY.name()));
    }
    return root.toPrettyString() + "\n";
  }

  private static String text(Row row, String name) {
    String text = row.getAs(name);
    return text == null ? "" : text;
  }
}
