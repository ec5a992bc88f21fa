package io.distributeddebug.state.extract;

import io.distributeddebug.history.Outcome;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds the operations on state that one trace shows. Rules are asked in order, and the first whose
 * span it is decides: what a span says outright, what the mapping file says, then the conventions
 * for SQL, key-value stores, document stores, messages and HTTP.
 *
 * <p>A key that the span does not hold is taken from the nearest span above it that has one, else
 * from the whole trace if there is only one. Transactions are what stands between BEGIN and COMMIT
 * under one parent; what is rolled back has surely no effect.
 */
public final class StateExtractor {
  private static final double KEY_FROM_AROUND = 0.8;

  private final StateMapping mapping;
  private final ExplicitRule explicit = new ExplicitRule();
  private final HouseRules house;
  private final List<SpanRule> conventions;
  private final LogRule logRule = new LogRule();
  private final SagaRule sagas;

  public StateExtractor(StateMapping mapping) {
    this.mapping = mapping;
    house = new HouseRules(mapping.rules());
    sagas = new SagaRule(mapping.sagas());
    conventions =
        List.of(
            new SqlRule(mapping),
            new KeyValueRule(mapping),
            new DocumentRule(mapping),
            new MessagingRule(mapping),
            new HttpRule());
  }

  /** Hands over the events of a trace, and adds to the report what was matched and what was not. */
  public void extract(TraceSignals trace, ExtractionReport report, Consumer<StateEvent> events) {
    List<HouseRules.Made> made = new ArrayList<>();
    for (Span span : trace.spans()) {
      int before = made.size();
      ask(span, trace, report, made);
      sagas.ask(span, trace).ifPresent(draft -> made.add(new HouseRules.Made(SagaRule.ID, draft)));
      for (HouseRules.Made one : made.subList(before, made.size())) {
        complete(one.draft(), span, trace);
      }
    }
    for (LogRecord log : trace.logs()) {
      int before = made.size();
      ask(log, made);
      for (HouseRules.Made one : made.subList(before, made.size())) {
        complete(one.draft(), log, trace);
      }
    }
    transactions(made, trace);
    locks(made);
    for (HouseRules.Made one : made) {
      boolean vain = one.draft().kind == StateOperation.READ && one.draft().outcome != Outcome.OK;
      if (vain) {
        report.dropped(one.rule(), "the read failed");
        continue;
      }
      StateEvent event = one.draft().event(one.rule());
      report.found(event);
      events.accept(event);
    }
  }

  private void ask(
      Span span, TraceSignals trace, ExtractionReport report, List<HouseRules.Made> made) {
    SpanRule.Answer said =
        explicit.ask(span, trace, draft -> made.add(new HouseRules.Made(explicit.id(), draft)));
    if (said.isMine()) {
      report.asked(explicit.id(), said);
      return;
    }
    List<HouseRules.Made> byHouse = house.ask(span);
    if (!byHouse.isEmpty()) {
      made.addAll(byHouse);
      byHouse.forEach(one -> report.asked(one.rule(), SpanRule.Answer.FOUND));
      return;
    }
    for (SpanRule rule : conventions) {
      SpanRule.Answer answer =
          rule.ask(span, trace, draft -> made.add(new HouseRules.Made(rule.id(), draft)));
      if (answer.isMine()) {
        report.asked(rule.id(), answer);
        return;
      }
    }
  }

  private void ask(LogRecord log, List<HouseRules.Made> made) {
    Optional<StateEventDraft> said = explicit.ask(log);
    if (said.isPresent()) {
      made.add(new HouseRules.Made(explicit.id(), said.get()));
      return;
    }
    List<HouseRules.Made> byHouse = house.ask(log);
    made.addAll(byHouse);
    if (byHouse.isEmpty()) {
      logRule.ask(log).ifPresent(draft -> made.add(new HouseRules.Made(LogRule.ID, draft)));
    }
  }

  private void complete(StateEventDraft draft, Span span, TraceSignals trace) {
    if (draft.key.isEmpty() && !draft.entityType.equals(SqlRule.TRANSACTION)) {
      trace
          .idAround(span, names(draft.entityType))
          .ifPresent(
              key -> {
                draft.key = key;
                draft.keySource = "trace";
                draft.confidence = Math.min(draft.confidence, KEY_FROM_AROUND);
              });
    }
    if (draft.session.isEmpty()) {
      trace
          .nearest(span, mapping.sessions())
          .ifPresent(
              found -> {
                draft.session = found.value();
                draft.sessionSource = found.name();
              });
    }
  }

  /** A line with a span happens in that span: no earlier than it starts. */
  private void complete(StateEventDraft draft, LogRecord log, TraceSignals trace) {
    trace.span(log.spanId()).ifPresent(span -> complete(draft, span, trace));
  }

  private List<String> names(String type) {
    for (StateMapping.Entity entity : mapping.entities()) {
      if (entity.type().equals(type)) {
        return entity.keys();
      }
    }
    String one = type.endsWith("s") ? type.substring(0, type.length() - 1) : type;
    return one.equals(type)
        ? List.of(type + "_id")
        : List.of(one.toLowerCase(Locale.ROOT) + "_id", type.toLowerCase(Locale.ROOT) + "_id");
  }

  private static void transactions(List<HouseRules.Made> made, TraceSignals trace) {
    Map<String, List<StateEventDraft>> open = new HashMap<>();
    for (HouseRules.Made one : made) {
      StateEventDraft draft = one.draft();
      Optional<Span> span = trace.span(draft.spanId);
      if (span.isEmpty() || draft.database.isEmpty()) {
        continue;
      }
      String lane = span.get().parentSpanId() + " " + draft.database;
      switch (draft.kind) {
        case BEGIN -> open.put(lane, new ArrayList<>(List.of(draft)));
        case COMMIT, ABORT -> close(open.remove(lane), draft);
        default -> {
          if (open.containsKey(lane) && draft.transaction.isEmpty()) {
            open.get(lane).add(draft);
          }
        }
      }
    }
    open.values().forEach(members -> name(members, members.get(0)));
  }

  private static void close(List<StateEventDraft> members, StateEventDraft end) {
    if (members == null) {
      return;
    }
    members.add(end);
    name(members, members.get(0));
    if (end.kind == StateOperation.ABORT || end.outcome == Outcome.FAIL) {
      for (StateEventDraft member : members) {
        if (member.kind.isMutation()) {
          member.outcome = Outcome.FAIL;
          member.outcomeReason = "the transaction was rolled back";
        }
      }
    } else if (end.outcome == Outcome.UNKNOWN) {
      for (StateEventDraft member : members) {
        if (member.kind.isMutation() && member.outcome == Outcome.OK) {
          member.outcome = Outcome.UNKNOWN;
          member.outcomeReason = "the end of the transaction is not known";
        }
      }
    }
  }

  private static void name(List<StateEventDraft> members, StateEventDraft begin) {
    for (StateEventDraft member : members) {
      member.transaction = begin.traceId + "/" + begin.spanId;
      member.transactionSource = "begin";
      if (member.entityType.equals(SqlRule.TRANSACTION)) {
        member.key = member.transaction;
      }
    }
  }

  /** Who deletes the key of a lock that the same trace took gives the lock back. */
  private static void locks(List<HouseRules.Made> made) {
    for (HouseRules.Made one : made) {
      StateEventDraft draft = one.draft();
      boolean held =
          draft.kind == StateOperation.DELETE
              && !draft.key.isEmpty()
              && made.stream()
                  .map(HouseRules.Made::draft)
                  .anyMatch(
                      other ->
                          other.kind == StateOperation.LOCK
                              && other.complete <= draft.invoke
                              && other.key.equals(draft.key)
                              && other.entityType.equals(draft.entityType)
                              && other.place.equals(draft.place));
      if (held) {
        draft.kind = StateOperation.UNLOCK;
        draft.value = Optional.empty();
      }
    }
  }
}
