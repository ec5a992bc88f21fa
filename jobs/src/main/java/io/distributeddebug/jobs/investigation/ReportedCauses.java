package io.distributeddebug.jobs.investigation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.cause.Hypothesis;
import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Measure;
import io.distributeddebug.report.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Hypotheses and findings in the two forms that leave the investigation: report and table rows. */
final class ReportedCauses {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportedCauses() {}

  static List<Cause> of(List<Hypothesis> hypotheses) {
    List<Cause> causes = new ArrayList<>();
    for (Hypothesis hypothesis : hypotheses) {
      Cause.Builder cause =
          Cause.of(causes.size() + 1, hypothesis.service(), hypothesis.kind().id())
              .score(hypothesis.score())
              .confidence(hypothesis.confidence())
              .because(hypothesis.explanation())
              .evidence(hypothesis.evidence())
              .affecting(hypothesis.affected())
              .checkNext(hypothesis.whatToCheckNext())
              .whatToDo(hypothesis.whatToDo());
      filled(hypothesis.instance()).ifPresent(cause::instance);
      filled(hypothesis.operation()).ifPresent(cause::operation);
      hypothesis.resource().ifPresent(cause::resource);
      hypothesis.ruledOutBecause().ifPresent(cause::ruledOut);
      causes.add(cause.build());
    }
    return causes;
  }

  static List<Row> findingRows(String investigationId, List<Finding> findings) {
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

  private static Optional<String> filled(String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
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

  private static String write(com.fasterxml.jackson.databind.JsonNode node) {
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of texts and numbers is always JSON", e);
    }
  }
}
