package io.distributeddebug.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A key-value pair that somebody attached.
 *
 * @param scope to what; ANY is the span, else its resource
 * @param ofParent whether that of the parent span is asked for
 * @param stored where it is looked up, the first that is there counts; empty: as it stands
 */
public record Attribute(Scope scope, boolean ofParent, String key, List<Attribute> stored)
    implements Field {
  public Attribute {
    stored = List.copyOf(stored);
  }

  /** As a query names it: by a name as recorded, or the stable one that it is stored under. */
  static Attribute asked(Scope scope, boolean ofParent, String key) {
    List<Attribute> stored = new ArrayList<>();
    for (Scope each : scope == Scope.ANY ? List.of(Scope.SPAN, Scope.RESOURCE) : List.of(scope)) {
      stored.add(new Attribute(each, false, key, List.of()));
      StableNames.of(each, key)
          .forEach(name -> stored.add(new Attribute(each, false, name, List.of())));
    }
    return new Attribute(scope, ofParent, key, stored);
  }

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
    int holder = ofParent ? trace.trace().parent(span) : span;
    if (holder < 0) {
      return Value.Nothing.NIL;
    }
    if (stored.isEmpty()) {
      return own(trace, holder);
    }
    for (Attribute attribute : stored) {
      Value value = attribute.own(trace, holder);
      if (value != Value.Nothing.NIL) {
        return value;
      }
    }
    return Value.Nothing.NIL;
  }

  private Value own(QueriedTrace trace, int span) {
    if (!isInTree()) {
      return trace.recorded(span, this);
    }
    return Value.recorded(
        key.equals("service.name") ? trace.trace().service(span) : trace.trace().version(span));
  }

  private boolean isInTree() {
    return scope == Scope.RESOURCE && (key.equals("service.name") || key.equals("service.version"));
  }

  @Override
  public List<Field> recorded() {
    return stored.stream()
        .filter(attribute -> !attribute.isInTree())
        .map(attribute -> (Field) attribute)
        .toList();
  }

  @Override
  public boolean isOfMany() {
    return scope == Scope.EVENT || scope == Scope.LINK;
  }
}
