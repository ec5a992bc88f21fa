package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Documents as they leave Elasticsearch or OpenSearch: elasticdump lines ({@code _source}), search
 * answers ({@code hits.hits[]}), {@code _bulk} bodies, whose action lines are no documents, lists,
 * and bare documents.
 */
final class IndexedDocuments implements JsonDocuments.ValueReader {
  private static final Set<String> ACTIONS = Set.of("index", "create", "update", "delete");

  /** What holds documents, whatever stands beside it. */
  private static final Set<String> HOLDERS = Set.of("_source", "hits", "responses");

  private static final Set<String> ANSWER_FIELDS = Set.of("took", "timed_out", "aggregations");

  private final Supplier<? extends Draft> drafts;

  IndexedDocuments(Supplier<? extends Draft> drafts) {
    this.drafts = drafts;
  }

  /** A document while it is read. */
  interface Draft {
    /** The parser is on the value's first token; what is not read is passed over. */
    void field(JsonParser parser, String field) throws IOException;

    /**
     * All fields have come.
     *
     * @param problem what is malformed in them, empty if nothing is
     */
    void end(PlacedRecords records, String problem);
  }

  @Override
  public void read(JsonParser parser, PlacedRecords records) throws IOException {
    if (parser.currentToken() == JsonToken.START_ARRAY) {
      OtlpValues.array(parser, p -> read(p, records));
      return;
    }
    Reading reading = new Reading(records);
    if (!OtlpValues.object(parser, reading::field)) {
      throw new MalformedValueException("not a document");
    }
    reading.end();
  }

  /** One object, as long as its fields don't tell, either a document or what is around some. */
  private final class Reading {
    private final PlacedRecords records;
    private final Draft draft = drafts.get();
    private boolean document;
    private boolean around;
    private String problem = "";

    Reading(PlacedRecords records) {
      this.records = records;
    }

    void field(JsonParser parser, String field) throws IOException {
      JsonToken token = parser.currentToken();
      boolean first = !document && !around;
      boolean partialUpdate = first && field.equals("doc") && token == JsonToken.START_OBJECT;
      boolean action = first && ACTIONS.contains(field) && token == JsonToken.START_OBJECT;
      if (partialUpdate || (!document && HOLDERS.contains(field) && token.isStructStart())) {
        around = true;
        held(parser, field);
      } else if (action || around || (first && isAround(field))) {
        around = true;
        parser.skipChildren();
      } else {
        document = true;
        own(parser, field);
      }
    }

    private void held(JsonParser parser, String field) throws IOException {
      if (field.equals("hits") && parser.currentToken() == JsonToken.START_OBJECT) {
        OtlpValues.object(
            parser,
            (p, inner) -> {
              if (inner.equals("hits")) {
                IndexedDocuments.this.read(p, records);
              }
            });
      } else {
        IndexedDocuments.this.read(parser, records);
      }
    }

    void end() {
      if (!around) {
        draft.end(records, problem);
      }
    }

    private void own(JsonParser parser, String field) throws IOException {
      try {
        draft.field(parser, field);
      } catch (MalformedValueException malformed) {
        problem = problem.isEmpty() ? field + ": " + malformed.getMessage() : problem;
      }
    }

    private static boolean isAround(String field) {
      return field.startsWith("_") || ANSWER_FIELDS.contains(field);
    }
  }
}
