package io.distributeddebug.jobs.query;

import io.distributeddebug.query.Field;
import io.distributeddebug.query.FieldExpression;
import io.distributeddebug.query.QueriedTrace;
import io.distributeddebug.query.TraceQuery;
import io.distributeddebug.query.Value;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Why nothing matches: which fields no span has, and how many spans fulfil each condition. */
public final class NoMatch implements Serializable {
  private static final long serialVersionUID = 1L;

  private final long[] spansWithField;
  private final long[] spansFulfilling;
  private long spans;

  private NoMatch(int fields, int conditions) {
    spansWithField = new long[fields];
    spansFulfilling = new long[conditions];
  }

  /** One sentence, or two. */
  public String saying(TraceQuery query) {
    if (spans == 0) {
      return "There are no spans to look at.";
    }
    List<String> missing = new ArrayList<>();
    int place = 0;
    for (Field field : query.fields()) {
      if (spansWithField[place++] == 0) {
        missing.add(field.written());
      }
    }
    if (!missing.isEmpty()) {
      return "No span has "
          + String.join(", ", missing)
          + ": names are compared letter by letter, as the archive has them.";
    }
    if (spansFulfilling.length < 2) {
      return "No span of " + spans + " fulfils it.";
    }
    List<String> counts = new ArrayList<>();
    for (long fulfilling : spansFulfilling) {
      counts.add(Long.toString(fulfilling));
    }
    return "Of "
        + spans
        + " spans, "
        + String.join(" and ", counts)
        + " fulfil the filters one by one, and in no trace all of it together.";
  }

  /** Adds traces up. */
  record Count(TraceQuery query) implements QueriedTraces.Fold<NoMatch> {
    @Override
    public NoMatch zero() {
      return new NoMatch(query.fields().size(), query.necessary().size());
    }

    @Override
    public void add(NoMatch sum, QueriedTrace trace) {
      List<Field> fields = new ArrayList<>(query.fields());
      List<FieldExpression> conditions = query.necessary();
      for (int span = 0; span < trace.trace().size(); span++) {
        sum.spans++;
        for (int i = 0; i < fields.size(); i++) {
          sum.spansWithField[i] += fields.get(i).of(trace, span) == Value.Nothing.NIL ? 0 : 1;
        }
        for (int i = 0; i < conditions.size(); i++) {
          sum.spansFulfilling[i] += conditions.get(i).holds(trace, span) ? 1 : 0;
        }
      }
    }

    @Override
    public NoMatch merge(NoMatch one, NoMatch other) {
      one.spans += other.spans;
      for (int i = 0; i < one.spansWithField.length; i++) {
        one.spansWithField[i] += other.spansWithField[i];
      }
      for (int i = 0; i < one.spansFulfilling.length; i++) {
        one.spansFulfilling[i] += other.spansFulfilling[i];
      }
      return one;
    }
  }
}
