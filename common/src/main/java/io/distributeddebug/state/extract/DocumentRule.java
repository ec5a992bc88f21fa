package io.distributeddebug.state.extract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.telemetry.Span;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Calls of document stores and search indexes, by the operation's name and the filter's id. */
final class DocumentRule implements SpanRule {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final StateMapping mapping;

  DocumentRule(StateMapping mapping) {
    this.mapping = mapping;
  }

  @Override
  public String id() {
    return "document";
  }

  @Override
  public Answer ask(Span span, TraceSignals trace, Consumer<StateEventDraft> found) {
    DatabaseSpan call = DatabaseSpan.of(span);
    if (call.system().isEmpty()) {
      return Answer.OTHER;
    }
    if (call.collection().isEmpty()) {
      return Answer.nothing("the collection is not recorded");
    }
    Optional<StateOperation> kind = kind(call.operation().toLowerCase(Locale.ROOT));
    if (kind.isEmpty()) {
      return Answer.nothing(
          call.operation().isEmpty()
              ? "the operation is not recorded"
              : call.operation() + " is not of documents");
    }
    Optional<StateMapping.Found> mapped = mapping.table(call.system(), call.collection());
    StateEventDraft draft = new StateEventDraft(kind.get(), span);
    String named = mapped.map(it -> it.place().key()).orElse("");
    draft.of(
        mapped.map(it -> it.entity().type()).orElse(call.collection()),
        id(call.text(), named.isEmpty() ? List.of("_id", "id") : List.of(named)));
    draft.at(mapped.map(it -> it.place().name()).orElse(call.place()));
    draft.redact = mapped.map(it -> it.place().redact()).orElse(false);
    if (kind.get() == StateOperation.DELETE) {
      draft.value = Optional.of(StateEvent.ABSENT);
    } else if (kind.get() == StateOperation.READ
        && call.returnedRows().isPresent()
        && call.returnedRows().getAsLong() == 0) {
      draft.value = Optional.of(StateEvent.ABSENT);
    }
    found.accept(draft);
    return Answer.FOUND;
  }

  private static Optional<StateOperation> kind(String operation) {
    if (operation.matches("findandmodify|findoneandupdate|findandupdate|transactwriteitems")) {
      return Optional.of(StateOperation.CAS);
    }
    if (operation.matches(
        "find.*|get.*|query|scan|aggregate|count.*|distinct|search|msearch|batchgetitem")) {
      return Optional.of(StateOperation.READ);
    }
    if (operation.matches(
        "insert.*|update.*|replace.*|put.*|upsert.*|index|bulk.*|create|batchwriteitem")) {
      return Optional.of(StateOperation.WRITE);
    }
    return operation.matches("delete.*|remove.*")
        ? Optional.of(StateOperation.DELETE)
        : Optional.empty();
  }

  /** On the top level of the statement, or in what it calls its filter. */
  private static String id(String statement, List<String> names) {
    if (!statement.stripLeading().startsWith("{")) {
      return "";
    }
    try {
      JsonNode root = JSON.readTree(statement);
      for (String part : List.of("", "filter", "query", "q", "Key", "key")) {
        JsonNode within = part.isEmpty() ? root : root.path(part);
        for (String name : names) {
          JsonNode id = within.path(name);
          String text =
              id.isValueNode() ? id.asText() : id.path("$oid").asText(id.path("S").asText());
          if (!text.isEmpty() && !text.equals("?")) {
            return text;
          }
        }
      }
      return "";
    } catch (JsonProcessingException e) {
      return ""; // cut off, or with placeholders that are no JSON
    }
  }
}
