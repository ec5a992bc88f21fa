package io.distributeddebug.jobs.state;

import io.distributeddebug.history.Outcome;
import io.distributeddebug.jobs.lake.Field;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.StateEvents;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.state.EntityRef;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.StateOperation;
import io.distributeddebug.state.VersionSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Events as rows of {@code state_events}, and back. */
public final class StateEventRows {
  private static final Map<String, Integer> PLACES = places();

  private StateEventRows() {}

  private static Map<String, Integer> places() {
    Map<String, Integer> places = new HashMap<>();
    List<Field> fields = StateEvents.TABLE.fields();
    for (int i = 0; i < fields.size(); i++) {
      places.put(fields.get(i).name(), i);
    }
    return Map.copyOf(places);
  }

  static Row row(StateEvent event) {
    return RowFactory.create(
        event.entity().hash(),
        event.entity().type(),
        event.entity().key(),
        event.place(),
        event.field(),
        event.kind().word(),
        event.content().value().orElse(null),
        event.content().before().orElse(null),
        event.content().expected().orElse(null),
        event.content().version(),
        event.content().versionSource().word(),
        event.content().expectedVersion(),
        event.interval().invokeUnixNanos(),
        event.interval().completeUnixNanos(),
        event.interval().clockOffsetNanos(),
        event.interval().uncertaintyNanos(),
        event.outcome().name().toLowerCase(Locale.ROOT),
        event.outcomeReason(),
        event.actor().service(),
        event.actor().instance(),
        event.actor().host(),
        event.actor().session(),
        event.actor().sessionSource(),
        event.actor().transaction(),
        event.actor().transactionSource(),
        event.message().destination(),
        event.message().partition(),
        event.message().offset(),
        event.message().id(),
        event.message().consumerGroup(),
        event.message().deliveryAttempt(),
        event.epoch(),
        event.origin().traceId(),
        event.origin().spanId(),
        event.origin().rule(),
        event.origin().confidence(),
        event.origin().keySource());
  }

  /** Of a row with all columns of the table. */
  public static StateEvent event(Row row) {
    return new StateEvent(
        new EntityRef(text(row, StateEvents.ENTITY_TYPE), text(row, StateEvents.ENTITY_KEY)),
        text(row, StateEvents.PLACE),
        text(row, StateEvents.FIELD),
        StateOperation.named(text(row, StateEvents.KIND)).orElseThrow(),
        new StateEvent.Content(
            maybe(row, StateEvents.VALUE),
            maybe(row, StateEvents.VALUE_BEFORE),
            maybe(row, StateEvents.EXPECTED),
            text(row, StateEvents.ENTITY_VERSION),
            VersionSource.valueOf(text(row, StateEvents.VERSION_SOURCE).toUpperCase(Locale.ROOT)),
            text(row, StateEvents.EXPECTED_VERSION)),
        new StateEvent.Interval(
            number(row, StateEvents.INVOKE),
            number(row, StateEvents.COMPLETE),
            number(row, StateEvents.CLOCK_OFFSET),
            number(row, StateEvents.UNCERTAINTY)),
        Outcome.valueOf(text(row, StateEvents.OUTCOME).toUpperCase(Locale.ROOT)),
        text(row, StateEvents.OUTCOME_REASON),
        new StateEvent.Actor(
            text(row, Spans.SERVICE),
            text(row, Spans.INSTANCE),
            text(row, StateEvents.HOST),
            text(row, StateEvents.SESSION),
            text(row, StateEvents.SESSION_SOURCE),
            text(row, StateEvents.TRANSACTION),
            text(row, StateEvents.TRANSACTION_SOURCE)),
        new StateEvent.Message(
            text(row, TraceSpans.DESTINATION),
            text(row, StateEvents.PARTITION),
            number(row, StateEvents.OFFSET),
            text(row, StateEvents.MESSAGE_ID),
            text(row, StateEvents.CONSUMER_GROUP),
            number(row, StateEvents.DELIVERY_ATTEMPT)),
        number(row, StateEvents.EPOCH),
        new StateEvent.Origin(
            text(row, Spans.TRACE_ID),
            text(row, Spans.SPAN_ID),
            text(row, StateEvents.RULE),
            row.getDouble(PLACES.get(StateEvents.CONFIDENCE.name())),
            text(row, StateEvents.KEY_SOURCE)));
  }

  private static String text(Row row, Field field) {
    return row.getString(PLACES.get(field.name()));
  }

  private static Optional<String> maybe(Row row, Field field) {
    return Optional.ofNullable(row.getString(PLACES.get(field.name())));
  }

  private static long number(Row row, Field field) {
    return row.getLong(PLACES.get(field.name()));
  }
}
