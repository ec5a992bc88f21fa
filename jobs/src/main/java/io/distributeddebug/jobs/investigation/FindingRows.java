package io.distributeddebug.jobs.investigation;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Measure;
import io.distributeddebug.jobs.lake.EvidenceText;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Findings as rows of their table. */
final class FindingRows {
  private static final JsonMapper JSON = JsonMapper.builder().build();

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
              EvidenceText.of(finding.evidence()),
              finding.recommendation()));
    }
    return rows;
  }

  private static String measures(List<Measure> measures) {
    ObjectNode map = JSON.createObjectNode();
    for (Measure measure : measures) {
      map.putObject(measure.name())
          .put("value", measure.value())
          .put("unit", measure.unit().symbol());
    }
    return map.toString();
  }
}
