package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;

/** Reads the objects of one JSON file each as a row of a table. */
final class JsonTable {
  private final RowFormat.RowReader rows;
  private final Limits limits;

  JsonTable(RowFormat.RowReader rows, Limits limits) {
    this.rows = rows;
    this.limits = limits;
  }

  void read(InputStream in, TelemetrySink sink) throws IOException {
    new JsonDocuments(limits).read(in, sink, this::value);
  }

  private void value(JsonParser parser, PlacedRecords records) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      OtlpValues.array(parser, element -> value(element, records));
      return;
    }
    JsonNode value = parser.readValueAsTree();
    if (value instanceof ObjectNode object) {
      rows.read(object, records);
    } else {
      records.reject("no JSON object", value.toString());
    }
  }
}
