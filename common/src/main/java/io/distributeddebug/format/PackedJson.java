package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * JSON values put by, packed to a small part of their size, for values that cannot be used before
 * something that comes after them. Read back once, in their order.
 */
final class PackedJson {
  private final JsonFactory json;
  private final ByteArrayOutputStream value = new ByteArrayOutputStream();
  private final ByteArrayOutputStream packed = new ByteArrayOutputStream();
  private final Deflater deflater = new Deflater(Deflater.BEST_SPEED);
  private final DeflaterOutputStream packing = new DeflaterOutputStream(packed, deflater);

  PackedJson(JsonFactory json) {
    this.json = json;
  }

  /**
   * Puts the value by at which the parser stands, and leaves it on the value's last token. Of a
   * value that turns out broken nothing is kept.
   */
  void add(JsonParser parser) throws IOException {
    value.reset();
    try (JsonGenerator generator = json.createGenerator(value)) {
      generator.copyCurrentStructure(parser);
    }
    value.writeTo(packing);
  }

  /** All values; none can be added afterwards. */
  void read(OtlpValues.ElementReader reader) throws IOException {
    packing.close();
    deflater.end();
    try (JsonParser parser =
        json.createParser(
            new InflaterInputStream(new ByteArrayInputStream(packed.toByteArray())))) {
      while (parser.nextToken() != null) {
        reader.read(parser);
      }
    }
  }
}
