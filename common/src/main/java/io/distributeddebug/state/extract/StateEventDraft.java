package io.distributeddebug.state.extract;

import io.distributeddebug.history.Outcome;
import io.distributeddebug.state.EntityRef;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.state.VersionSource;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** An event in the making: rules fill in what they know. */
final class StateEventDraft {
  private static final int LONGEST_VALUE_BYTES = 64;
  private static final int HASH_BYTES = 16;

  StateOperation kind;
  final Resource resource;
  final String traceId;
  final String spanId;
  long invoke;
  long complete;
  String entityType = "";
  String key = "";
  String keySource = "signal";
  String place = "";
  String field = "";
  Optional<String> value = Optional.empty();
  Optional<String> before = Optional.empty();
  Optional<String> expected = Optional.empty();
  String version = "";
  VersionSource versionSource = VersionSource.NONE;
  String expectedVersion = "";
  Outcome outcome = Outcome.OK;
  String outcomeReason = "";
  String session = "";
  String sessionSource = "trace";
  String transaction = "";
  String transactionSource = "";
  StateEvent.Message message = StateEvent.Message.NONE;
  long epoch = StateEvent.NO_NUMBER;
  double confidence = 1;
  boolean redact;

  /** The database that the span calls: transactions are bounded in one. Empty for others. */
  String database = "";

  /** Over the whole span. */
  StateEventDraft(StateOperation kind, Span span) {
    this.kind = kind;
    resource = span.resource();
    traceId = span.traceId();
    spanId = span.spanId();
    invoke = span.startUnixNanos();
    complete = span.endUnixNanos();
    FailureMeaning meaning = FailureMeaning.of(span);
    outcome = meaning.outcome();
    outcomeReason = meaning.reason();
  }

  /** At the instant of the log line. */
  StateEventDraft(StateOperation kind, LogRecord log) {
    this.kind = kind;
    resource = log.resource();
    traceId = log.traceId();
    spanId = log.spanId();
    invoke = log.unixNanos();
    complete = log.unixNanos();
  }

  StateEventDraft of(String type, String itsKey) {
    entityType = type;
    key = itsKey;
    return this;
  }

  StateEventDraft at(String where) {
    place = where;
    return this;
  }

  StateEventDraft version(String text, VersionSource source) {
    version = text;
    versionSource = text.isEmpty() ? VersionSource.NONE : source;
    return this;
  }

  StateEvent event(String rule) {
    return new StateEvent(
        new EntityRef(entityType, key),
        place,
        field,
        kind,
        new StateEvent.Content(
            kept(value), kept(before), kept(expected), version, versionSource, expectedVersion),
        new StateEvent.Interval(invoke, Math.max(invoke, complete), 0, 0),
        outcome,
        outcomeReason,
        new StateEvent.Actor(
            resource.service(),
            resource.instance(),
            resource.node().isEmpty() ? resource.instance() : resource.node(),
            session.isEmpty() ? traceId : session,
            session.isEmpty() ? "trace" : sessionSource,
            transaction,
            transactionSource),
        message,
        epoch,
        new StateEvent.Origin(traceId, spanId, rule, confidence, key.isEmpty() ? "" : keySource));
  }

  private Optional<String> kept(Optional<String> content) {
    return content.map(
        text ->
            text.equals(StateEvent.ABSENT)
                    || (!redact
                        && text.getBytes(StandardCharsets.UTF_8).length <= LONGEST_VALUE_BYTES)
                ? text
                : digest(text));
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "#" + HexFormat.of().formatHex(hash, 0, HASH_BYTES) + ":" + text.length();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
