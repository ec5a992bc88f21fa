package io.distributeddebug.format;

import io.distributeddebug.convention.ResourceNames;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import zipkin2.Annotation;
import zipkin2.Endpoint;
import zipkin2.Span;

/**
 * A Zipkin span as ours. Its local endpoint is the resource, whose address stands for the instance
 * where no tag names it; its remote endpoint becomes {@code peer.service} and {@code
 * network.peer.*}; annotations are events. A span without time, as an incomplete one, keeps time 0.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/otel/trace/sdk_exporters/zipkin/">OpenTelemetry
 *     to Zipkin</a>
 */
final class ZipkinSpan {
  private static final long NANOS_PER_MICRO = 1_000;
  private static final int LONGEST_REASON = 200;

  private static final Set<String> TAKEN =
      Set.of("otel.scope.name", "otel.library.name", "otel.library.version", "w3c.tracestate");

  private ZipkinSpan() {}

  static io.distributeddebug.telemetry.Span read(Span span) {
    Map<String, String> tags = span.tags();
    long start = nanos(span.timestampAsLong());
    return new io.distributeddebug.telemetry.Span(
        Ids.traceId(span.traceId()).orElseThrow(),
        span.id(),
        span.parentId() == null ? "" : span.parentId(),
        tags.getOrDefault("w3c.tracestate", ""),
        resource(span),
        span.name() == null ? "" : span.name(),
        kind(span.kind()),
        start,
        start + nanos(span.durationAsLong()),
        StatusCode.UNSET,
        "",
        attributes(span),
        events(span.annotations()),
        List.of(),
        tags.getOrDefault("otel.scope.name", tags.getOrDefault("otel.library.name", "")));
  }

  /** Why the codec refused a span, without the span itself. */
  static String reason(IllegalArgumentException refused) {
    Throwable cause = refused.getCause() == null ? refused : refused.getCause();
    String text = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return "no Zipkin span: " + text.substring(0, Math.min(text.length(), LONGEST_REASON));
  }

  private static Resource resource(Span span) {
    Attributes.Builder resource = Attributes.builder();
    Endpoint local = span.localEndpoint();
    if (local != null) {
      String address = address(local);
      if (!address.isEmpty()) {
        resource.put("service.instance.id", address).put("host.ip", address);
      }
      if (local.serviceName() != null) {
        resource.put("service.name", local.serviceName());
      }
    }
    span.tags()
        .forEach(
            (key, value) -> {
              if (ResourceNames.isStable(key)) {
                resource.put(key, value);
              }
            });
    return Resource.of(resource.build());
  }

  private static Attributes attributes(Span span) {
    Attributes.Builder attributes = Attributes.builder();
    Endpoint local = span.localEndpoint();
    if (local != null && local.portAsInt() > 0) {
      attributes.put("network.local.port", local.portAsInt());
    }
    Endpoint remote = span.remoteEndpoint();
    if (remote != null) {
      if (remote.serviceName() != null) {
        attributes.put("peer.service", remote.serviceName());
      }
      String address = address(remote);
      if (!address.isEmpty()) {
        attributes.put("network.peer.address", address);
      }
      if (remote.portAsInt() > 0) {
        attributes.put("network.peer.port", remote.portAsInt());
      }
    }
    Map<String, String> tags = span.tags();
    tags.forEach(
        (key, value) -> {
          if (!ResourceNames.isStable(key) && !TAKEN.contains(key)) {
            attributes.put(key, value);
          }
        });
    String version =
        tags.getOrDefault("otel.scope.version", tags.getOrDefault("otel.library.version", ""));
    if (!version.isEmpty()) {
      attributes.put("otel.scope.version", version);
    }
    if (Boolean.TRUE.equals(span.shared())) {
      attributes.put("zipkin.shared", "true");
    }
    return attributes.build();
  }

  private static List<SpanEvent> events(List<Annotation> annotations) {
    List<SpanEvent> events = new ArrayList<>();
    for (Annotation annotation : annotations) {
      events.add(
          new SpanEvent(nanos(annotation.timestamp()), annotation.value(), Attributes.EMPTY));
    }
    return events;
  }

  private static SpanKind kind(Span.Kind kind) {
    if (kind == null) {
      return SpanKind.UNSPECIFIED;
    }
    return switch (kind) {
      case CLIENT -> SpanKind.CLIENT;
      case SERVER -> SpanKind.SERVER;
      case PRODUCER -> SpanKind.PRODUCER;
      case CONSUMER -> SpanKind.CONSUMER;
    };
  }

  private static String address(Endpoint endpoint) {
    if (endpoint.ipv4() != null) {
      return endpoint.ipv4();
    }
    return endpoint.ipv6() == null ? "" : endpoint.ipv6();
  }

  /** Capped where nanoseconds would not fit; the quality flag tells such a time. */
  private static long nanos(long micros) {
    return micros > Long.MAX_VALUE / 2 / NANOS_PER_MICRO
        ? Long.MAX_VALUE / 2
        : micros * NANOS_PER_MICRO;
  }
}
