package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;

/** Looks into text that holds JSON. */
final class JsonCell {
  private final JsonFactory json;

  JsonCell(Limits limits) {
    json =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(limits.depth())
                    .maxStringLength(limits.recordBytes())
                    .build())
            .build();
  }

  /** What stands at a dotted path, empty where the text is no JSON or has no such path. */
  String value(String text, String path) {
    try (JsonParser parser = json.createParser(text)) {
      parser.nextToken();
      for (String step : path.split("\\.", -1)) {
        if (!moveTo(parser, step)) {
          return "";
        }
      }
      return parser.currentToken().isStructStart()
          ? OtlpValues.anyText(parser)
          : OtlpValues.text(parser);
    } catch (IOException notJson) {
      return "";
    }
  }

  private static boolean moveTo(JsonParser parser, String field) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return false;
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(field);
      parser.nextToken();
      if (found) {
        return true;
      }
      parser.skipChildren();
    }
    return false;
  }
}
