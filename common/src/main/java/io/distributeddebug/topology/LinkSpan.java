package io.distributeddebug.topology;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import java.util.List;
import java.util.Locale;

/**
 * What the link rules of Jaeger and Zipkin look at in a span.
 *
 * @param parentId 0 for none
 * @param linkedIds span ids of its other references, whatever their trace
 * @param service empty where not recorded
 * @param instance tells two places of one service apart; empty where not recorded
 * @param port the same; 0 where not recorded
 * @param peerService {@code peer.service}, empty without
 * @param isError recorded as failed, by status or tag; not where a status is only judged so
 * @param isShared a server's half of a span whose id the client's half has too, marked so
 */
public record LinkSpan(
    long id,
    long parentId,
    List<Long> linkedIds,
    SpanKind kind,
    String service,
    String instance,
    int port,
    String peerService,
    boolean isError,
    boolean isShared) {
  /** Attribute of the shared flag of Zipkin spans. */
  public static final String SHARED = "zipkin.shared";

  /** Attribute of the port of its own process. */
  public static final String LOCAL_PORT = "network.local.port";

  public LinkSpan {
    linkedIds = List.copyOf(linkedIds);
  }

  public static LinkSpan of(Span span) {
    Attributes attributes = span.attributes();
    return new LinkSpan(
        idOf(span.spanId()),
        idOf(span.parentSpanId()),
        span.links().stream().map(SpanLink::spanId).map(LinkSpan::idOf).toList(),
        span.kind(),
        span.resource().service(),
        span.resource().instance(),
        attributes.numbers().getOrDefault(LOCAL_PORT, 0.0).intValue(),
        attributes.get("peer.service").orElse(""),
        (span.status() == StatusCode.ERROR && attributes.get(Span.STATUS_SOURCE).isEmpty())
            || attributes.get("error").isPresent(),
        attributes.get(SHARED).isPresent());
  }

  /** The number of an id as stored, 0 for none. */
  public static long idOf(String hex) {
    return hex.isEmpty() ? 0 : Long.parseUnsignedLong(hex, 16);
  }

  /** Zipkin knows services in lower case only. */
  LinkSpan inLowerCase() {
    return new LinkSpan(
        id,
        parentId == id ? 0 : parentId,
        linkedIds,
        kind,
        service.toLowerCase(Locale.ROOT),
        instance,
        port,
        peerService.toLowerCase(Locale.ROOT),
        isError,
        isShared);
  }
}
