package io.distributeddebug.jobs.query;

import io.distributeddebug.jobs.trace.RecordedTraces;
import io.distributeddebug.query.Field;
import io.distributeddebug.query.QueriedTrace;
import io.distributeddebug.query.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import scala.jdk.javaapi.CollectionConverters;

/** Values of a trace in the further columns that {@link RecordedSpans} asked for. */
final class RowValues implements QueriedTrace.Recorded {
  private static final String[] SCOPES = {"span.", "span.", "resource.", "resource."};

  private final RecordedTraces.Recorded recorded;
  private final Map<Field, Integer> places = new HashMap<>();

  private RowValues(RecordedTraces.Recorded recorded, List<Field> fields) {
    this.recorded = recorded;
    for (Field field : fields) {
      places.put(field, 2 * places.size());
    }
  }

  static QueriedTrace of(RecordedTraces.Recorded recorded, List<Field> fields) {
    return new QueriedTrace(recorded.trace(), new RowValues(recorded, fields));
  }

  @Override
  public Value of(int span, Field field) {
    int place = places.get(field);
    return FieldColumns.value(field, recorded.value(span, place), recorded.value(span, place + 1));
  }

  @Override
  public void each(int span, BiConsumer<String, String> consumer) {
    for (int i = 0; i < SCOPES.length; i++) {
      Object map = recorded.value(span, 2 * places.size() + i);
      if (map == null) {
        continue; // a resource that is not in its table
      }
      String scope = SCOPES[i];
      CollectionConverters.asJava((scala.collection.Map<?, ?>) map)
          .forEach((key, value) -> consumer.accept(scope + key, shown(value)));
    }
  }

  private static String shown(Object value) {
    return value instanceof Double number ? Value.number(number).shown() : (String) value;
  }
}
