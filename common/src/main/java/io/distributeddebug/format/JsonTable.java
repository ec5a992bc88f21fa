package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;

/** Reads the objects of one JSON file by one table of a mapping. */
final class JsonTable {
  private final MappedTable mapped;
  private final JsonRow row;
  private final Limits limits;

  JsonTable(Mapping.Table table, MappedTable mapped, Limits limits) {
    this.mapped = mapped;
    this.row = new JsonRow(table, limits);
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
    JsonNode object = parser.readValueAsTree();
    if (!object.isObject()) {
      records.reject("no JSON object", object.toString());
      return;
    }
    row.take(object);
    try {
      mapped.read(row, records);
    } catch (MappedTable.UnusableRowException unusable) {
      records.reject(unusable.getMessage(), object.toString());
    }
  }
}
