package io.distributeddebug.state.extract;

import io.distributeddebug.history.Outcome;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.StatusCode;
import java.util.List;
import java.util.Locale;

/**
 * Whether a failed call can have had an effect: a refusal surely has none, a timeout may have.
 *
 * @param reason the words that tell; empty where it succeeded
 */
record FailureMeaning(Outcome outcome, String reason) {
  private static final FailureMeaning NONE = new FailureMeaning(Outcome.OK, "");
  private static final int LONGEST_REASON = 120;

  /** Of an answer that a store gives before it changes anything, or after it has undone it. */
  private static final List<String> REFUSALS =
      List.of(
          "constraint",
          "duplicate key",
          "duplicate entry",
          "optimistic",
          "stale object",
          "version mismatch",
          "conditional check",
          "precondition",
          "deadlock",
          "could not serialize",
          "serialization failure",
          "write conflict",
          "validation",
          "invalid argument",
          "failed_precondition",
          "already_exists",
          "aborted",
          "permission denied",
          "not found",
          "syntax error");

  static FailureMeaning of(Span span) {
    if (span.endUnixNanos() < span.startUnixNanos()) {
      return new FailureMeaning(Outcome.UNKNOWN, "the span ends before it starts");
    }
    Attributes attributes = span.attributes();
    String status =
        attributes
            .get("http.response.status_code")
            .or(() -> attributes.get("http.status_code"))
            .orElse("");
    if (status.matches("4[0-9][0-9]") && !status.equals("408") && !status.equals("499")) {
      return new FailureMeaning(Outcome.FAIL, "HTTP status " + status);
    }
    if (span.status() != StatusCode.ERROR) {
      return NONE;
    }
    String said = said(span);
    String lower = said.toLowerCase(Locale.ROOT);
    String sqlState = attributes.get("db.response.status_code").orElse("");
    // SQLSTATE: 22 data exception, 23 integrity, 40 rolled back, 42 not understood.
    boolean refused =
        sqlState.matches("(22|23|40|42)[0-9A-Z]{3}") || REFUSALS.stream().anyMatch(lower::contains);
    String reason = said.isEmpty() ? "failed" : said;
    return new FailureMeaning(
        refused ? Outcome.FAIL : Outcome.UNKNOWN,
        reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason);
  }

  private static String said(Span span) {
    StringBuilder said = new StringBuilder(span.statusMessage());
    append(said, span.attributes().get("error.type").orElse(""));
    append(said, span.attributes().get("db.response.status_code").orElse(""));
    for (SpanEvent event : span.events()) {
      append(said, event.attributes().get("exception.type").orElse(""));
      append(said, event.attributes().get("exception.message").orElse(""));
    }
    return said.toString();
  }

  private static void append(StringBuilder said, String more) {
    if (!more.isEmpty() && said.indexOf(more) < 0) {
      said.append(said.isEmpty() ? "" : "; ").append(more);
    }
  }
}
