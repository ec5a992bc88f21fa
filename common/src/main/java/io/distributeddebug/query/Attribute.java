package io.distributeddebug.query;

import java.util.List;
import java.util.Locale;

/**
 * A key-value pair that somebody attached.
 *
 * @param scope to what; ANY is the span, else its resource
 * @param ofParent whether that of the parent span is asked for
 */
public record Attribute(Scope scope, boolean ofParent, String key) implements Field {
  /** What an attribute hangs on. */
  public enum Scope {
    ANY,
    SPAN,
    RESOURCE,
    EVENT,
    LINK,
    INSTRUMENTATION
  }

  @Override
  public String written() {
    return (ofParent ? "parent" : "")
        + (ofParent && scope != Scope.ANY ? "." : "")
        + (scope == Scope.ANY ? "" : scope.name().toLowerCase(Locale.ROOT))
        + "."
        + (key.chars().allMatch(Lexer::isAttributeCharacter)
            ? key
            : '"' + key.replace("\\", "\\\\").replace("\"", "\\\"") + '"');
  }

  @Override
  public Type type() {
    return Type.ANY;
  }

  @Override
  public Value of(QueriedTrace trace, int span) {
    if (ofParent) {
      int parent = trace.trace().parent(span);
      return parent < 0 ? Value.Nothing.NIL : new Attribute(scope, false, key).of(trace, parent);
    }
    if (scope == Scope.ANY) {
      Value own = trace.recorded(span, new Attribute(Scope.SPAN, false, key));
      return own == Value.Nothing.NIL
          ? new Attribute(Scope.RESOURCE, false, key).of(trace, span)
          : own;
    }
    if (scope == Scope.RESOURCE && key.equals("service.name")) {
      return Value.recorded(trace.trace().service(span));
    }
    if (scope == Scope.RESOURCE && key.equals("service.version")) {
      return Value.recorded(trace.trace().version(span));
    }
    return trace.recorded(span, this);
  }

  @Override
  public List<Field> recorded() {
    if (scope == Scope.ANY) {
      return List.of(
          new Attribute(Scope.SPAN, false, key), new Attribute(Scope.RESOURCE, false, key));
    }
    boolean isInTree =
        scope == Scope.RESOURCE && (key.equals("service.name") || key.equals("service.version"));
    return isInTree ? List.of() : List.of(new Attribute(scope, false, key));
  }

  @Override
  public boolean isOfMany() {
    return scope == Scope.EVENT || scope == Scope.LINK;
  }
}
