package io.distributeddebug.state.extract;

import io.distributeddebug.history.Outcome;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.state.VersionSource;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Requests for a resource, on the side that answers them: {@code GET /orders/{id}} reads the order
 * that the path names. A collection ({@code POST /orders}) names none.
 */
final class HttpRule implements SpanRule {
  private static final List<String> PATHS =
      List.of("url.path", "http.target", "http.path", "url.full", "http.url");

  @Override
  public String id() {
    return "http";
  }

  @Override
  public Answer ask(Span span, TraceSignals trace, Consumer<StateEventDraft> found) {
    Attributes attributes = span.attributes();
    String route = attributes.get("http.route").orElse("");
    if (span.kind() != SpanKind.SERVER || route.isEmpty()) {
      return Answer.OTHER;
    }
    String method = SpanRule.first(attributes, List.of("http.request.method", "http.method"));
    String etag = header(attributes, "response", "etag");
    String match = header(attributes, "request", "if-match");
    Optional<StateOperation> kind =
        switch (method) {
          case "GET", "HEAD" -> Optional.of(StateOperation.READ);
          case "PUT", "PATCH", "POST" ->
              Optional.of(match.isEmpty() ? StateOperation.WRITE : StateOperation.CAS);
          case "DELETE" -> Optional.of(StateOperation.DELETE);
          default -> Optional.empty();
        };
    String[] parts = route.split("/", -1);
    int at = parts.length - 1;
    while (at > 0 && !isVariable(parts[at])) {
      at--;
    }
    // What follows the id is a part, or an action: POST /orders/{id}/cancel is no write of it.
    if (kind.isEmpty() || at < 2 || at != parts.length - 1) {
      return Answer.OTHER;
    }
    StateEventDraft draft = new StateEventDraft(kind.get(), span);
    draft.of(parts[at - 1], segment(SpanRule.first(attributes, PATHS), at, parts.length));
    draft.at(span.resource().service());
    String status =
        SpanRule.first(attributes, List.of("http.response.status_code", "http.status_code"));
    if (kind.get() == StateOperation.READ && status.equals("404")) {
      draft.outcome = Outcome.OK; // an answer: it is not there
      draft.outcomeReason = "";
      draft.value = Optional.of(StateEvent.ABSENT);
    }
    draft.version(etag, VersionSource.ETAG);
    draft.expectedVersion = match;
    draft.confidence = 0.9;
    found.accept(draft);
    return Answer.FOUND;
  }

  private static boolean isVariable(String part) {
    return part.startsWith("{") || part.startsWith(":") || part.startsWith("<");
  }

  private static String segment(String path, int at, int length) {
    String plain = path.replaceFirst("^[a-z]+://[^/]*", "").replaceFirst("[?#].*$", "");
    String[] parts = plain.split("/", -1);
    return parts.length == length && at < parts.length ? parts[at] : "";
  }

  private static String header(Attributes attributes, String side, String name) {
    return attributes
        .get("http." + side + ".header." + name)
        .orElse("")
        .replaceAll("^\\[\"|\"\\]$|\\\\\"|\"", "");
  }
}
