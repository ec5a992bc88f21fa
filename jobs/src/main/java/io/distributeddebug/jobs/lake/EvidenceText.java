package io.distributeddebug.jobs.lake;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.finding.Evidence;
import java.util.List;

/** Evidence as result tables hold it: a JSON array, each item with the keys of the report. */
public final class EvidenceText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private EvidenceText() {}

  public static String of(List<Evidence> evidence) {
    ArrayNode items = JSON.createArrayNode();
    for (Evidence one : evidence) {
      ObjectNode item = items.addObject();
      item.put("signal", one.signal());
      item.put("statement", one.statement());
      item.put("value", one.value());
      item.put("unit", one.unit().symbol());
      one.baseline().ifPresent(value -> item.put("baseline", value));
      item.put("where", one.where());
      item.put("query", one.query());
    }
    return items.toString();
  }
}
