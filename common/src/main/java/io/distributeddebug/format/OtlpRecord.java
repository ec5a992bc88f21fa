package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** What the drafts of spans, logs and points share: where they stand, and what is wrong. */
abstract class OtlpRecord implements OtlpRequest.Draft {
  private long startByte;
  private long endByte;
  private String problem = "";

  /** Reads the object at the parser; a malformed field is this record's problem alone. */
  final void readObject(JsonParser parser) throws IOException {
    startByte = parser.currentTokenLocation().getByteOffset();
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      refuse("not an object");
    }
    OtlpValues.object(
        parser,
        (p, field) -> {
          try {
            field(p, field);
          } catch (MalformedValueException malformed) {
            refuse(field + ": " + malformed.getMessage());
          }
        });
    endByte = parser.currentLocation().getByteOffset();
  }

  abstract void field(JsonParser parser, String field) throws IOException;

  final void refuse(String why) {
    problem = problem.isEmpty() ? why : problem;
  }

  @Override
  public String problem() {
    return problem;
  }

  @Override
  public final long startByte() {
    return startByte;
  }

  @Override
  public final long endByte() {
    return endByte;
  }
}
