package io.distributeddebug.jobs.query;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.transform;

import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.query.Attribute;
import io.distributeddebug.query.Field;
import io.distributeddebug.query.Intrinsic;
import io.distributeddebug.query.Value;
import java.util.List;
import org.apache.spark.sql.Column;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Where a field's value stands in the lake: as text or as a number, each of them null where it is
 * not; of events and links as arrays.
 *
 * @param isOfResource whether in table {@code resources} instead of {@code spans}
 */
record FieldColumns(Column text, Column number, boolean isOfResource) {
  private static final Column NO_TEXT = lit(null).cast("string");
  private static final Column NO_NUMBER = lit(null).cast("double");

  static FieldColumns of(Field field) {
    if (field instanceof Attribute attribute) {
      return of(attribute);
    }
    Intrinsic intrinsic = (Intrinsic) field;
    return switch (intrinsic) {
      case NAME -> text(Spans.NAME.column());
      case STATUS_MESSAGE -> text(Spans.STATUS_MESSAGE.column());
      case EVENT_NAME -> text(col(Spans.EVENTS.name() + ".name"));
      case EVENT_TIME_SINCE_START ->
          new FieldColumns(
              NO_TEXT,
              transform(
                  Spans.EVENTS.column(),
                  event ->
                      event
                          .getField("unix_nanos")
                          .minus(Spans.START_UNIX_NANOS.column())
                          .cast("double")),
              false);
      case LINK_TRACE_ID -> text(col(Spans.LINKS.name() + ".trace_id"));
      case LINK_SPAN_ID -> text(col(Spans.LINKS.name() + ".span_id"));
      case INSTRUMENTATION_NAME -> text(Spans.SCOPE.column());
      default -> throw new IllegalArgumentException("Not recorded as such: " + field.written());
    };
  }

  private static FieldColumns of(Attribute attribute) {
    String key = attribute.key();
    return switch (attribute.scope()) {
      case SPAN, RESOURCE ->
          new FieldColumns(
              Spans.ATTRIBUTES.column().getItem(key),
              Spans.ATTRIBUTES_NUMBER.column().getItem(key),
              attribute.scope() == Attribute.Scope.RESOURCE);
      case EVENT -> text(values(Spans.EVENTS.column(), key));
      case LINK -> text(values(Spans.LINKS.column(), key));
      case INSTRUMENTATION -> text(NO_TEXT);
      case ANY -> throw new IllegalArgumentException("Not recorded as such: " + attribute);
    };
  }

  private static FieldColumns text(Column text) {
    return new FieldColumns(text, NO_NUMBER, false);
  }

  private static Column values(Column structs, String key) {
    return filter(
        transform(structs, one -> element_at(one.getField("attributes"), lit(key))),
        Column::isNotNull);
  }

  /** The value of a row's two columns. */
  static Value value(Field field, Object text, Object number) {
    if (number != null) {
      return field.isOfMany()
          ? Value.of(elements(number).stream().map(one -> Value.nanos((Double) one)).toList())
          : Value.number((Double) number);
    }
    if (text == null) {
      return Value.Nothing.NIL;
    }
    if (field.isOfMany()) {
      return Value.of(elements(text).stream().map(one -> Value.text((String) one)).toList());
    }
    return field == Intrinsic.INSTRUMENTATION_NAME
        ? Value.recorded((String) text)
        : Value.text((String) text);
  }

  private static List<?> elements(Object sequence) {
    return CollectionConverters.asJava((scala.collection.Seq<?>) sequence);
  }
}
