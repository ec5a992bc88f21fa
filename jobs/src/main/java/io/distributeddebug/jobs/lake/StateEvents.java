package io.distributeddebug.jobs.lake;

import static io.distributeddebug.jobs.lake.ColumnUnit.NANOS;
import static io.distributeddebug.jobs.lake.ColumnUnit.NUMBER;
import static io.distributeddebug.jobs.lake.ColumnUnit.RATIO;
import static io.distributeddebug.jobs.lake.ColumnUnit.UNIX_NANOS;

/** Operations on state, one row each. Sorted by entity: an entity's rows are in one file. */
public final class StateEvents {
  public static final Field ENTITY_HASH =
      Field.whole("entity_hash", NUMBER, "Hash of entity type and key: files are sorted by it");
  public static final Field ENTITY_TYPE = Field.text("entity_type", "What sort of thing it is");
  public static final Field ENTITY_KEY =
      Field.text("entity_key", "Which of its type; empty where telemetry does not tell");
  public static final Field PLACE =
      Field.text("place", "The copy that it works on: a database, cache, topic or service");
  public static final Field FIELD =
      Field.text("field", "Part of the entity; empty for the whole of it");
  public static final Field KIND =
      Field.text("kind", "read, write, append, add, cas, delete, lock, unlock, produce, ...");
  public static final Field VALUE =
      Field.text(
          "value",
          "Written or read; \u2205: nothing is there; # with hash and length for long ones");
  public static final Field VALUE_BEFORE =
      Field.text("value_before", "What the operation found; null where it does not say");
  public static final Field EXPECTED =
      Field.text("expected", "What a cas wanted to find; null where it does not say");
  public static final Field ENTITY_VERSION =
      Field.text("entity_version", "Version of the value written or read; empty if none");
  public static final Field VERSION_SOURCE =
      Field.text("version_source", "none, explicit, etag, offset or inferred");
  public static final Field EXPECTED_VERSION =
      Field.text("expected_version", "Version that a cas wanted to find; empty if none");
  public static final Field INVOKE =
      Field.whole("invoke_unix_nanos", UNIX_NANOS, "Begin, on the recording host's clock");
  public static final Field COMPLETE =
      Field.whole("complete_unix_nanos", UNIX_NANOS, "End, on the recording host's clock");
  public static final Field CLOCK_OFFSET =
      Field.whole(
          "clock_offset_nanos",
          NANOS,
          "How far that clock is ahead of the reference; 0 if unknown");
  public static final Field UNCERTAINTY =
      Field.whole("uncertainty_nanos", NANOS, "The true offset is no further from it");
  public static final Field OUTCOME =
      Field.text("outcome", "ok; fail: surely no effect; unknown: at any later time, or never");
  public static final Field OUTCOME_REASON =
      Field.text("outcome_reason", "What tells that it failed, or why it is not known");
  public static final Field HOST = Field.text("host", "Whose clock it is: node, else instance");
  public static final Field SESSION = Field.text("session", "A user's session, else the trace id");
  public static final Field SESSION_SOURCE =
      Field.text("session_source", "Attribute that names the session, or trace");
  public static final Field TRANSACTION =
      Field.text("transaction", "Transaction that it is part of; empty if it stands alone");
  public static final Field TRANSACTION_SOURCE =
      Field.text("transaction_source", "explicit, begin or empty");
  public static final Field PARTITION = Field.text("partition", "Partition of the destination");
  public static final Field OFFSET =
      Field.whole("message_offset", NUMBER, "Place in the partition, -1 where it is not told");
  public static final Field MESSAGE_ID = Field.text("message_id", "Id of the message");
  public static final Field CONSUMER_GROUP = Field.text("consumer_group", "Who consumes");
  public static final Field DELIVERY_ATTEMPT =
      Field.whole("delivery_attempt", NUMBER, "1 is the first, -1 where it is not told");
  public static final Field EPOCH =
      Field.whole("epoch", NUMBER, "Term, fencing token or ballot, -1 where there is none");
  public static final Field RULE = Field.text("rule", "The rule that found it");
  public static final Field CONFIDENCE = Field.real("confidence_ratio", RATIO, "How sure it is");
  public static final Field KEY_SOURCE =
      Field.text("key_source", "signal, or trace where the key was found around it");

  public static final Table TABLE =
      Table.named(
              "state_events",
              "Operations on entities that spans and logs show",
              ENTITY_HASH,
              ENTITY_TYPE,
              ENTITY_KEY,
              PLACE,
              FIELD,
              KIND,
              VALUE,
              VALUE_BEFORE,
              EXPECTED,
              ENTITY_VERSION,
              VERSION_SOURCE,
              EXPECTED_VERSION,
              INVOKE,
              COMPLETE,
              CLOCK_OFFSET,
              UNCERTAINTY,
              OUTCOME,
              OUTCOME_REASON,
              Spans.SERVICE,
              Spans.INSTANCE,
              HOST,
              SESSION,
              SESSION_SOURCE,
              TRANSACTION,
              TRANSACTION_SOURCE,
              TraceSpans.DESTINATION,
              PARTITION,
              OFFSET,
              MESSAGE_ID,
              CONSUMER_GROUP,
              DELIVERY_ATTEMPT,
              EPOCH,
              Spans.TRACE_ID,
              Spans.SPAN_ID,
              RULE,
              CONFIDENCE,
              KEY_SOURCE)
          .keyedBy(ENTITY_TYPE, ENTITY_KEY, PLACE, KIND, INVOKE, Spans.TRACE_ID, Spans.SPAN_ID);

  private StateEvents() {}
}
