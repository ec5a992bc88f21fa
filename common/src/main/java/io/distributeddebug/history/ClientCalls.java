package io.distributeddebug.history;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Pairs invocations with their completions. The position of an entry is its time. Lenient where a
 * log has lost entries: an invocation without an end may have happened or not, an end without an
 * invocation was invoked at an unknown earlier time.
 */
final class ClientCalls {
  private final List<Call> calls = new ArrayList<>();
  private final Map<String, Call> open = new HashMap<>();
  private long position;
  private long nameless;

  /** An invocation, or the end of one that is not in the log. */
  static final class Call {
    final String process;
    final ClientEvent asked;
    final long invoked;
    Optional<ClientEvent> ended = Optional.empty();
    long completed = History.NEVER;
    Outcome outcome = Outcome.UNKNOWN;

    private Call(String process, ClientEvent asked, long invoked) {
      this.process = process;
      this.asked = asked;
      this.invoked = invoked;
    }

    /** The value of the completion where it is known, else of the invocation. */
    Object value() {
      return outcome == Outcome.OK ? ended.orElse(asked).value() : asked.value();
    }

    ClientEvent last() {
      return ended.orElse(asked);
    }
  }

  void add(ClientEvent event) throws MalformedHistoryException {
    position++;
    String process = event.process().orElse("");
    if (event.type().equals("invoke")) {
      Call call = new Call(sessionOf(event), event, position);
      calls.add(call);
      open.put(process, call);
      return;
    }
    Call call = open.remove(process);
    if (call == null) {
      call = new Call(sessionOf(event), event, History.ALWAYS);
      calls.add(call);
    }
    call.ended = Optional.of(event);
    switch (event.type()) {
      case "ok" -> {
        call.outcome = Outcome.OK;
        call.completed = position;
      }
      case "fail" -> {
        call.outcome = Outcome.FAIL;
        call.completed = position;
      }
      case "info" -> call.outcome = Outcome.UNKNOWN;
      default ->
          throw MalformedHistoryException.atLine(
              event.line(),
              "type '" + TextLines.shown(event.type()) + "' is none of invoke, ok, fail, info");
    }
  }

  List<Call> calls() {
    return calls;
  }

  /** Entries that do not name their process say nothing about the order of sessions. */
  private String sessionOf(ClientEvent event) {
    return event.process().orElseGet(() -> "unnamed " + ++nameless);
  }
}
