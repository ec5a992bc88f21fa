package io.distributeddebug.format;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction or span of Elastic APM while it is put together. A transaction is the server's or
 * consumer's side by its type; a span is a client's where it names what it called.
 */
final class ApmSpan {
  private final JsonView view;
  private final boolean transaction;
  private final Attributes.Builder attributes = Attributes.builder();

  /**
   * @param view what the span says of itself: {@code id}, {@code type}, {@code outcome} and so on
   */
  ApmSpan(JsonView view, boolean transaction) {
    this.view = view;
    this.transaction = transaction;
  }

  ApmSpan put(String attribute, String value) {
    if (!value.isEmpty()) {
      attributes.put(attribute, value);
    }
    return this;
  }

  ApmSpan putNumber(String attribute, JsonView from, String... paths) {
    from.number(paths).ifPresent(number -> attributes.put(attribute, number));
    return this;
  }

  ApmSpan putAll(Attributes more) {
    more.text().forEach(attributes::put);
    more.numbers().forEach(attributes::put);
    return this;
  }

  /** Gives the span, or a reject where its ids are not usable. */
  void give(
      String traceId,
      String parentId,
      long start,
      double durationNanos,
      String outcome,
      Resource resource,
      PlacedRecords records) {
    String trace = Ids.traceIdOrHash(traceId).orElse("");
    String span = Ids.spanIdOrHash(view.text("id")).orElse("");
    boolean lasts = durationNanos >= 0 && durationNanos < Long.MAX_VALUE / 4.0;
    if (trace.isEmpty() || span.isEmpty() || !lasts) {
      String what = trace.isEmpty() ? "trace id" : span.isEmpty() ? "span id" : "duration";
      records.reject("no usable " + what, view.node().toString());
      return;
    }
    String type = view.text("type");
    put(transaction ? "apm.transaction.type" : "apm.span.type", type);
    put("apm.span.subtype", view.text("subtype"));
    put("apm.span.action", view.text("action"));
    put("apm.transaction.result", view.text("result"));
    Attributes all = attributes.build();
    records.span(
        new Span(
            trace,
            span,
            Ids.spanIdOrHash(parentId).orElse(""),
            "",
            resource,
            view.text("name"),
            kind(type, all),
            start,
            start + Math.round(durationNanos),
            status(outcome),
            "",
            all,
            List.of(),
            links(),
            ""));
  }

  private SpanKind kind(String type, Attributes all) {
    boolean messaging = type.startsWith("messaging");
    if (transaction) {
      return messaging
          ? SpanKind.CONSUMER
          : type.startsWith("request") ? SpanKind.SERVER : SpanKind.INTERNAL;
    }
    String action = view.text("action");
    if (messaging) {
      boolean receives = action.equals("receive") || action.equals("poll");
      return receives ? SpanKind.CONSUMER : SpanKind.PRODUCER;
    }
    boolean calls =
        type.startsWith("db")
            || type.startsWith("external")
            || type.startsWith("storage")
            || all.get("peer.service").isPresent();
    return calls ? SpanKind.CLIENT : SpanKind.INTERNAL;
  }

  private static StatusCode status(String outcome) {
    return switch (outcome) {
      case "failure" -> StatusCode.ERROR;
      case "success" -> StatusCode.OK;
      default -> StatusCode.UNSET;
    };
  }

  private List<SpanLink> links() {
    List<SpanLink> links = new ArrayList<>();
    view.at("links")
        .node()
        .forEach(
            node -> {
              JsonView link = new JsonView(node);
              String trace = Ids.traceIdOrHash(link.text("trace_id", "trace.id")).orElse("");
              String span = Ids.spanIdOrHash(link.text("span_id", "span.id")).orElse("");
              if (!trace.isEmpty() && !span.isEmpty()) {
                links.add(new SpanLink(trace, span, Attributes.EMPTY));
              }
            });
    return links;
  }
}
