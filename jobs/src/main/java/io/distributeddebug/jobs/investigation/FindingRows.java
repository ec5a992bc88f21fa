package io.distributeddebug.jobs.investigation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Measure;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Findings as rows of their table. */
final class FindingRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FindingRows() {}

  static List<Row> of(String investigationId, List<Finding> findings) {
    List<Row> rows = new ArrayList<>();
    for (Finding finding : findings) {
      rows.add(
          RowFactory.create(
              investigationId,
              (long) rows.size() + 1,
              finding.kind(),
              finding.severity().name(),
              finding.confidence(),
              finding.window().fromUnixNanos(),
              finding.window().toUnixNanos(),
              String.join(",", finding.services()),
              finding.operation(),
              finding.summary(),
              measures(finding.measures()),
              evidence(finding.evidence()),
              finding.recommendation()));
    }
    return rows;
  }

  private static String evidence(List<Evidence> evidence) {
    ArrayNode list = JSON.createArrayNode();
    for (Evidence one : evidence) {
      ObjectNode node = list.addObject();
      node.put("signal", one.signal());
      node.put("statement", one.statement());
      node.put("value", one.value());
      node.put("unit", one.unit().symbol());
      one.baseline().ifPresent(baseline -> node.put("baseline", baseline));
      node.put("where", one.where());
      node.put("query", one.query());
    }
    return write(list);
  }

  private static String measures(List<Measure> measures) {
    ObjectNode map = JSON.createObjectNode();
    for (Measure measure : measures) {
      map.putObject(measure.name())
          .put("value", measure.value())
          .put("unit", measure.unit().symbol());
    }
    return write(map);
  }

  private static String write(JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers is always JSON", e);
    }
  }
}
