package io.distributeddebug.query;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A question in TraceQL, the query language of Grafana Tempo, without its metrics functions. The
 * answer for a trace depends on that trace alone.
 */
public final class TraceQuery implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 64 * 1024;

  private final String text;
  private final transient Pipeline pipeline;
  private final transient List<Field> shown;
  private final transient Set<Field> recorded;

  private TraceQuery(String text, Pipeline pipeline) {
    this.text = text;
    this.pipeline = pipeline;
    Set<Field> fields = pipeline.fields().collect(Collectors.toCollection(LinkedHashSet::new));
    shown = shown(pipeline, fields);
    recorded =
        fields.stream()
            .map(Field::recorded)
            .flatMap(Collection::stream)
            .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * Reads a query.
   *
   * @throws QuerySyntaxException where it cannot be read
   */
  public static TraceQuery parse(String text) {
    if (text.length() > LONGEST) {
      throw new QuerySyntaxException(
          text, LONGEST, "the query is longer than " + LONGEST + " characters");
    }
    return new TraceQuery(text, QueryParser.parse(text));
  }

  /** All fields that it names, with repeats left out. */
  public Set<Field> fields() {
    return pipeline.fields().collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** What it asks beside the tree of spans; empty where the tree is enough. */
  public Set<Field> recordedFields() {
    return recorded;
  }

  /** Those that {@code select} names, then the attributes of its filters. */
  public List<Field> shownFields() {
    return shown;
  }

  /** Conditions that each hold for at least one span of every trace that matches. */
  public List<FieldExpression> necessary() {
    return Necessary.of(pipeline);
  }

  public boolean matches(QueriedTrace trace) {
    return trace.trace().size() > 0
        && !pipeline.run(trace, Spanset.all(trace.trace().size())).isEmpty();
  }

  /** What matches in a trace; empty where it does not. */
  public Optional<TraceMatch> match(QueriedTrace trace, int mostSpans) {
    if (trace.trace().size() == 0) {
      return Optional.empty();
    }
    List<Spanset> found = pipeline.run(trace, Spanset.all(trace.trace().size()));
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(TraceMatch.of(trace, found, shown, mostSpans));
  }

  /** Travels as text, and is read again. */
  private Object writeReplace() {
    return new Written(text);
  }

  private record Written(String text) implements Serializable {
    private Object readResolve() {
      return parse(text);
    }
  }

  /** The query as it was written. */
  @Override
  public String toString() {
    return text;
  }

  private static List<Field> shown(Pipeline pipeline, Set<Field> fields) {
    Set<Field> shown = new LinkedHashSet<>();
    for (Stage stage : pipeline.stages()) {
      if (stage instanceof Stage.Selecting selecting) {
        shown.addAll(selecting.selected());
      }
    }
    fields.stream().filter(field -> field instanceof Attribute).forEach(shown::add);
    return new ArrayList<>(shown);
  }
}
