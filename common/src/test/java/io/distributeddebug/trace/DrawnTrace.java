package io.distributeddebug.trace;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * A trace drawn as text: a line a span, a column a millisecond, two spaces of indent a level.
 *
 * <pre>
 * gateway GET /checkout {server}  | ==========================
 *   cart load {error at=cart-1}   |   ======
 * </pre>
 *
 * The first word is the service, the rest the operation. In braces, each optional: a span kind,
 * {@code error}, {@code at=INSTANCE}, {@code id=N}, {@code parent=N} (0 for none), {@code
 * peer=NAME}, {@code calls=database} (or another {@link Peer.Kind}), {@code version=V}, and any
 * {@code key.with.a.dot=VALUE} as a span attribute, a number where it is one. Otherwise ids count
 * lines from 1, a line's parent is the line above it that is indented less, the instance is the
 * service with {@code -0}, and a span is INTERNAL where its parent is of the same service and
 * SERVER elsewhere. {@code '} alone is an instant.
 */
public final class DrawnTrace {
  public static final long NANOS_PER_COLUMN = 1_000_000;
  public static final long TRACE_ID_HIGH = 0x0af7651916cd43ddL;
  public static final long TRACE_ID_LOW = 0x8448eb211c80319cL;

  private final List<Line> lines = new ArrayList<>();

  private record Line(
      String text,
      int barAt,
      int indent,
      long id,
      long parentId,
      String service,
      String operation,
      SpanKind kind,
      boolean failed,
      String instance,
      String version,
      String peer,
      Peer.Kind peerKind,
      Map<String, String> attributes,
      long start,
      long end) {}

  private DrawnTrace() {}

  public static DrawnTrace of(String drawn) {
    DrawnTrace trace = new DrawnTrace();
    drawn.lines().filter(line -> !line.isBlank()).forEach(trace::read);
    return trace;
  }

  /** The assembled trace; {@link Trace#row} is the line, from 0. */
  public static Trace trace(String drawn) {
    return of(drawn).trace();
  }

  public Trace trace() {
    TraceBuilder builder = new TraceBuilder().start(TRACE_ID_HIGH, TRACE_ID_LOW);
    lines.forEach(line -> add(builder, line));
    return builder.build();
  }

  /** The same spans in another order of arrival. */
  public Trace shuffled(long seed) {
    List<Line> shuffled = new ArrayList<>(lines);
    Collections.shuffle(shuffled, new Random(seed));
    TraceBuilder builder = new TraceBuilder().start(TRACE_ID_HIGH, TRACE_ID_LOW);
    shuffled.forEach(line -> add(builder, line));
    return builder.build();
  }

  private static void add(TraceBuilder builder, Line line) {
    builder
        .add(line.id, line.parentId, line.start, line.end)
        .by(line.service, line.instance)
        .version(line.version)
        .doing(line.operation, line.kind)
        .peer(line.peer, line.peerKind)
        .status(line.failed ? StatusCode.ERROR : StatusCode.UNSET);
  }

  /** As a format reader would give them. */
  public List<Span> spans() {
    List<Span> spans = new ArrayList<>();
    for (Line line : lines) {
      Attributes resource =
          Attributes.builder()
              .put("service.name", line.service)
              .put("service.instance.id", line.instance)
              .put("service.version", line.version)
              .build();
      spans.add(
          new Span(
              String.format("%016x%016x", TRACE_ID_HIGH, TRACE_ID_LOW),
              String.format("%016x", line.id),
              line.parentId == 0 ? "" : String.format("%016x", line.parentId),
              "",
              Resource.of(resource),
              line.operation,
              line.kind,
              line.start,
              line.end,
              line.failed ? StatusCode.ERROR : StatusCode.UNSET,
              "",
              attributes(line),
              List.of(),
              List.of(),
              ""));
    }
    return spans;
  }

  private static Attributes attributes(Line line) {
    Attributes.Builder attributes = Attributes.builder();
    if (!line.peer.isEmpty()) {
      attributes.put("peer.service", line.peer);
    }
    line.attributes.forEach(
        (key, value) -> {
          if (value.matches("[0-9.]+")) {
            attributes.put(key, Double.parseDouble(value));
          } else {
            attributes.put(key, value);
          }
        });
    switch (line.peerKind) {
      case DATABASE -> attributes.put("db.system.name", "postgresql");
      case CACHE -> attributes.put("db.system.name", "redis");
      case QUEUE -> attributes.put("messaging.system", "kafka");
      default -> {}
    }
    return attributes.build();
  }

  /** The drawing with a {@code #} wherever the span of that line is what the path waits for. */
  public String mark(CriticalPath path) {
    Trace trace = trace();
    StringBuilder[] marked = new StringBuilder[lines.size()];
    for (int i = 0; i < marked.length; i++) {
      marked[i] = new StringBuilder(lines.get(i).text);
    }
    for (CriticalPath.Segment segment : path.segments()) {
      int row = trace.row(segment.span());
      long shift = path.skewNanos(segment.span());
      long from = (segment.startNanos() - shift) / NANOS_PER_COLUMN;
      long to = (segment.endNanos() - shift) / NANOS_PER_COLUMN;
      for (long column = from; column < to; column++) {
        marked[row].setCharAt(lines.get(row).barAt + (int) column, '#');
      }
    }
    return String.join("\n", marked) + "\n";
  }

  /** The tree as it was made, in pre-order: indent, service, operation and flags, a line a span. */
  public static String draw(Trace trace) {
    StringBuilder drawn = new StringBuilder();
    for (int i = 0; i < trace.size(); i++) {
      drawn
          .append("  ".repeat(trace.depth(i)))
          .append(trace.service(i))
          .append(' ')
          .append(trace.operation(i));
      for (SpanFlag flag : SpanFlag.of(trace.flags(i))) {
        drawn.append(' ').append(flag);
      }
      drawn.append('\n');
    }
    return drawn.toString();
  }

  private void read(String text) {
    int bar = text.indexOf('|');
    if (bar < 0) {
      throw new IllegalArgumentException("Invalid line: " + text + ", it has no |");
    }
    String label = text.substring(0, bar).stripTrailing();
    int indent = label.length() - label.stripLeading().length();
    label = label.strip();
    Map<String, String> options = new HashMap<>();
    int brace = label.indexOf('{');
    if (brace >= 0) {
      for (String option : label.substring(brace + 1, label.indexOf('}')).split(" ", -1)) {
        int equals = option.indexOf('=');
        options.put(
            equals < 0 ? option : option.substring(0, equals), option.substring(equals + 1));
      }
      label = label.substring(0, brace).strip();
    }
    int space = label.indexOf(' ');
    String service = space < 0 ? label : label.substring(0, space);
    Line parent = parentOf(indent);
    int barAt = bar + 2;
    String bars = text.length() > barAt ? text.substring(barAt).stripTrailing() : "";
    int start = bars.length() - bars.stripLeading().length();
    boolean instant = bars.strip().equals("'");
    int end = instant ? start : bars.length();
    lines.add(
        new Line(
            text,
            barAt,
            indent,
            number(options, "id", lines.size() + 1L),
            number(options, "parent", parent == null ? 0 : parent.id),
            service,
            space < 0 ? "" : label.substring(space + 1),
            kind(options, service, parent),
            options.containsKey("error"),
            options.getOrDefault("at", service + "-0"),
            options.getOrDefault("version", ""),
            options.getOrDefault("peer", ""),
            peerKind(options),
            attributes(options),
            start * NANOS_PER_COLUMN,
            end * NANOS_PER_COLUMN));
  }

  private Line parentOf(int indent) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (lines.get(i).indent < indent) {
        return lines.get(i);
      }
    }
    return null;
  }

  private static Map<String, String> attributes(Map<String, String> options) {
    Map<String, String> attributes = new HashMap<>(options);
    attributes.keySet().removeIf(key -> !key.contains("."));
    return attributes;
  }

  private static Peer.Kind peerKind(Map<String, String> options) {
    Peer.Kind otherwise = options.containsKey("peer") ? Peer.Kind.EXTERNAL : Peer.Kind.NONE;
    return options.containsKey("calls") ? Peer.Kind.ofLabel(options.get("calls")) : otherwise;
  }

  private static long number(Map<String, String> options, String name, long otherwise) {
    String value = options.get(name);
    return value == null ? otherwise : Long.parseLong(value);
  }

  private static SpanKind kind(Map<String, String> options, String service, Line parent) {
    for (SpanKind kind : SpanKind.values()) {
      if (options.containsKey(kind.name().toLowerCase(Locale.ROOT))) {
        return kind;
      }
    }
    return parent != null && parent.service.equals(service) ? SpanKind.INTERNAL : SpanKind.SERVER;
  }
}
