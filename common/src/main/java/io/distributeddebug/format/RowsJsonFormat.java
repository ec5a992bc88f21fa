package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;

/**
 * Rows of tables as ClickHouse writes them in JSON: an object a line ({@code JSONEachRow}), or one
 * answer with its rows under {@code data} ({@code JSON}).
 */
final class RowsJsonFormat implements TelemetryFormat {
  private static final String OF_ANSWER = "data[].";

  private final String name;
  private final RowFormat rows;
  private final Limits limits;

  RowsJsonFormat(String name, RowFormat rows, Limits limits) {
    this.name = name;
    this.rows = rows;
    this.limits = limits;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    boolean own =
        rows.recognises(shape.paths())
            || (shape.has("meta") && rows.recognises(below(OF_ANSWER, shape)))
            || rows.recognises(below("[].", shape));
    return own ? Recognition.YES : Recognition.NO;
  }

  private static Set<String> below(String prefix, JsonShape shape) {
    Set<String> columns = new TreeSet<>();
    for (String path : shape.paths()) {
      if (path.startsWith(prefix)) {
        columns.add(path.substring(prefix.length()));
      }
    }
    return columns;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    RowFormat.RowReader reader = rows.reader(RowFormat.Beside.NOTHING);
    new JsonDocuments(limits).read(in, sink, (parser, records) -> value(parser, reader, records));
  }

  private static void value(JsonParser parser, RowFormat.RowReader reader, PlacedRecords records)
      throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      OtlpValues.array(parser, p -> value(p, reader, records));
      return;
    }
    ObjectNode row = JsonNodeFactory.instance.objectNode();
    boolean[] answer = {false};
    boolean object =
        OtlpValues.object(
            parser,
            (p, field) -> {
              if (field.equals("data") && p.currentToken() == JsonToken.START_ARRAY) {
                answer[0] = true;
                OtlpValues.array(p, q -> value(q, reader, records));
              } else {
                row.set(field, p.<JsonNode>readValueAsTree());
              }
            });
    if (!object) {
      throw new MalformedValueException("not a row");
    }
    if (!answer[0]) {
      reader.read(row, records);
    }
  }
}
