package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.function.Supplier;

/** A document that is read once all of its fields have come. */
final class TreeDraft implements IndexedDocuments.Draft {
  private final ObjectNode document = JsonNodeFactory.instance.objectNode();
  private final Reader reader;

  /** Gives what a whole document tells to the records. */
  interface Reader {
    void read(ObjectNode document, PlacedRecords records);
  }

  private TreeDraft(Reader reader) {
    this.reader = reader;
  }

  static Supplier<TreeDraft> readBy(Reader reader) {
    return () -> new TreeDraft(reader);
  }

  @Override
  public void field(JsonParser parser, String field) throws IOException {
    document.set(field, parser.<JsonNode>readValueAsTree());
  }

  @Override
  public void end(PlacedRecords records, String problem) {
    reader.read(document, records);
  }
}
