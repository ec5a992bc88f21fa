package io.distributeddebug.query;

import io.distributeddebug.trace.Trace;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What every span has of itself; {@code span:operation} is ours, all others are TraceQL's. */
public enum Intrinsic implements Field {
  DURATION(Type.NUMBER, "duration", "span:duration") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      return Value.nanos(trace.trace().durationNanos(span));
    }
  },
  NAME(Type.TEXT, "name", "span:name"),
  STATUS(Type.STATUS, "status", "span:status") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      return new Value.Status(trace.trace().status(span));
    }
  },
  STATUS_MESSAGE(Type.TEXT, "statusMessage", "span:statusMessage"),
  KIND(Type.KIND, "kind", "span:kind") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      return new Value.Kind(trace.trace().kind(span));
    }
  },
  /** The span's name with ids and numbers masked, as other commands show it. */
  OPERATION(Type.TEXT, "span:operation") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      return Value.text(trace.trace().operation(span));
    }
  },
  CHILD_COUNT(Type.NUMBER, "childCount", "span:childCount") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      return Value.number(trace.trace().childCount(span));
    }
  },
  SPAN_ID(Type.TEXT, "span:id") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      return Value.text(trace.trace().spanIdText(span));
    }
  },
  PARENT_ID(Type.TEXT, "span:parentID") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      long id = trace.trace().recordedParentId(span);
      return id == 0 ? Value.Nothing.NIL : Value.text(HexFormat.of().toHexDigits(id));
    }
  },
  /** The parent's span id: {@code parent = nil} is a root. */
  PARENT(Type.ANY, "parent") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      int parent = trace.trace().parent(span);
      return parent < 0 ? Value.Nothing.NIL : Value.text(trace.trace().spanIdText(parent));
    }
  },
  NESTED_SET_LEFT(Type.NUMBER, "nestedSetLeft") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      return Value.number(left(trace.trace(), span));
    }
  },
  NESTED_SET_RIGHT(Type.NUMBER, "nestedSetRight") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      Trace tree = trace.trace();
      return Value.number(left(tree, span) + 2L * (tree.subtreeEnd(span) - span) - 1);
    }
  },
  NESTED_SET_PARENT(Type.NUMBER, "nestedSetParent") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      int parent = trace.trace().parent(span);
      return Value.number(parent < 0 ? -1 : left(trace.trace(), parent));
    }
  },
  TRACE_ID(Type.TEXT, "trace:id") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      return Value.text(trace.trace().id());
    }
  },
  TRACE_DURATION(Type.NUMBER, "traceDuration", "trace:duration") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      return Value.nanos(trace.durationNanos());
    }
  },
  ROOT_NAME(Type.TEXT, "rootName", "trace:rootName") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      return trace.trace().lacksRoot() ? Value.Nothing.NIL : trace.recorded(0, NAME);
    }

    @Override
    public List<Field> recorded() {
      return List.of(NAME);
    }
  },
  ROOT_SERVICE(Type.TEXT, "rootServiceName", "trace:rootService") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      return trace.trace().lacksRoot()
          ? Value.Nothing.NIL
          : Value.recorded(trace.trace().service(0));
    }
  },
  EVENT_NAME(Type.TEXT, "event:name"),
  EVENT_TIME_SINCE_START(Type.NUMBER, "event:timeSinceStart"),
  LINK_TRACE_ID(Type.TEXT, "link:traceID"),
  LINK_SPAN_ID(Type.TEXT, "link:spanID"),
  INSTRUMENTATION_NAME(Type.TEXT, "instrumentation:name"),
  /** No format reader keeps it: always nil. */
  INSTRUMENTATION_VERSION(Type.TEXT, "instrumentation:version") {
    @Override
    public Value of(QueriedTrace trace, int span) {
      return Value.Nothing.NIL;
    }
  };

  private static final Map<String, Intrinsic> BY_NAME =
      Arrays.stream(values())
          .flatMap(
              field ->
                  Stream.of(field.written, field.scoped)
                      .distinct()
                      .map(name -> Map.entry(name, field)))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private final Type type;
  private final String written;
  private final String scoped;

  Intrinsic(Type type, String written) {
    this(type, written, written);
  }

  Intrinsic(Type type, String written, String scoped) {
    this.type = type;
    this.written = written;
    this.scoped = scoped;
  }

  /** By each name that a query may use. */
  static Map<String, Intrinsic> byName() {
    return BY_NAME;
  }

  @Override
  public String written() {
    return written;
  }

  @Override
  public Type type() {
    return type;
  }

  @Override
  public Value of(QueriedTrace trace, int span) {
    return trace.recorded(span, this);
  }

  @Override
  public List<Field> recorded() {
    return switch (this) {
      case NAME,
          STATUS_MESSAGE,
          EVENT_NAME,
          EVENT_TIME_SINCE_START,
          LINK_TRACE_ID,
          LINK_SPAN_ID,
          INSTRUMENTATION_NAME ->
          List.of(this);
      default -> List.of();
    };
  }

  @Override
  public boolean isOfMany() {
    return switch (this) {
      case EVENT_NAME, EVENT_TIME_SINCE_START, LINK_TRACE_ID, LINK_SPAN_ID -> true;
      default -> false;
    };
  }

  /** In a nested set each span opens before and closes after its descendants, counted from 1. */
  private static long left(Trace trace, int span) {
    return 2L * span - trace.depth(span) + 1;
  }
}
