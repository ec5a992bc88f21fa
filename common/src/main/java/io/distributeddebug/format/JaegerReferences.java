package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonParser;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.SpanLink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The references of a Jaeger span while they are read. */
final class JaegerReferences {
  /** A link is a {@code FOLLOWS_FROM}; only the other kind is said. */
  private static final Attributes CHILD_OF =
      Attributes.of(Map.of("opentracing.ref_type", "child_of"));

  private final List<Reference> references = new ArrayList<>();

  private record Reference(boolean childOf, String traceId, String spanId) {}

  record Resolved(String parentSpanId, List<SpanLink> links) {}

  void read(JsonParser parser) throws IOException {
    OtlpValues.array(parser, this::reference);
  }

  /**
   * The parent and the links.
   *
   * @param olderParent of the field that Jaeger had before references; counts where none is a
   *     parent
   */
  Resolved resolve(String traceId, String olderParent) {
    int parent = -1;
    for (int i = 0; i < references.size(); i++) {
      Reference reference = references.get(i);
      parent = reference.childOf && reference.traceId.equals(traceId) ? i : parent;
    }
    List<SpanLink> links = new ArrayList<>();
    for (int i = 0; i < references.size(); i++) {
      Reference reference = references.get(i);
      if (i != parent) {
        Attributes kind = reference.childOf ? CHILD_OF : Attributes.EMPTY;
        links.add(new SpanLink(reference.traceId, reference.spanId, kind));
      }
    }
    return new Resolved(
        parent >= 0 ? references.get(parent).spanId : Ids.spanIdOrHash(olderParent).orElse(""),
        links);
  }

  /** A reference to nothing tells nothing and is left out; so are the spans the UI copies in. */
  private void reference(JsonParser parser) throws IOException {
    String[] said = {"", "", ""};
    OtlpValues.object(
        parser,
        (p, field) -> {
          switch (field) {
            case "refType", "ref_type" -> said[0] = OtlpValues.text(p);
            case "traceID", "traceId", "trace_id" -> said[1] = OtlpValues.text(p);
            case "spanID", "spanId", "span_id" -> said[2] = OtlpValues.text(p);
            default -> p.skipChildren();
          }
        });
    String traceId = Ids.traceIdOrHash(said[1]).orElse("");
    String spanId = Ids.spanIdOrHash(said[2]).orElse("");
    // Protobuf's JSON leaves out what has the first value of its type: CHILD_OF.
    boolean childOf = !said[0].equals("FOLLOWS_FROM") && !said[0].equals("1");
    if (!traceId.isEmpty() && !spanId.isEmpty()) {
      references.add(new Reference(childOf, traceId, spanId));
    }
  }
}
