package io.distributeddebug.jobs.query;

import io.distributeddebug.query.Field;
import io.distributeddebug.query.FieldExpression;
import io.distributeddebug.query.TraceQuery;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is needed of traces.
 *
 * @param fields what is asked beside the tree of spans
 * @param conditions each holds for some span of every trace that is wanted; empty: all are wanted
 * @param carried whether spans must bring their attributes
 */
record Need(List<Field> fields, List<FieldExpression> conditions, Carried carried) {
  /** Which attributes a trace must have with it. */
  enum Carried {
    FIELDS,
    ALL_ATTRIBUTES
  }

  Need {
    fields = List.copyOf(fields);
    conditions = List.copyOf(conditions);
  }

  /** Of the traces that a query matches. */
  static Need of(TraceQuery query) {
    return new Need(List.copyOf(query.recordedFields()), query.necessary(), Carried.FIELDS);
  }

  /** Of all traces, with what the queries ask of them and with all attributes. */
  static Need withAttributes(List<TraceQuery> queries) {
    Set<Field> fields = new LinkedHashSet<>();
    queries.forEach(query -> fields.addAll(query.recordedFields()));
    return new Need(List.copyOf(fields), List.of(), Carried.ALL_ATTRIBUTES);
  }

  Need ofAllTraces() {
    return new Need(fields, List.of(), carried);
  }

  boolean isInTree() {
    return fields.isEmpty() && carried == Carried.FIELDS;
  }
}
