package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the writer writes, the reader reads as it was. */
class OtlpRoundTripTest {
  @Property(tries = 200)
  void spansComeBackAsTheyWere(@ForAll("spans") List<Span> spans) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (OtlpJsonWriter writer = new OtlpJsonWriter(file)) {
      writer.writeSpans(spans);
    }
    CollectingSink sink = new CollectingSink();

    new OtlpJsonFormat(Limits.STANDARD)
        .read("spans.json", new ByteArrayInputStream(file.toByteArray()), sink);

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.spans).containsExactlyInAnyOrderElementsOf(spans);
  }

  @Provide
  Arbitrary<List<Span>> spans() {
    Arbitrary<Attributes> attributes =
        Combinators.combine(
                Arbitraries.maps(name().map(key -> "t." + key), text()).ofMaxSize(3),
                Arbitraries.maps(name().map(key -> "n." + key), Arbitraries.doubles()).ofMaxSize(3))
            .as(OtlpRoundTripTest::attributes);
    Arbitrary<SpanEvent> event =
        Combinators.combine(Arbitraries.longs().greaterOrEqual(0), text(), attributes)
            .as(SpanEvent::new);
    Arbitrary<SpanLink> link = Combinators.combine(hex(32), hex(16), attributes).as(SpanLink::new);
    Arbitrary<Resource> resource =
        name().map(service -> Resource.of(Attributes.of(Map.of("service.name", service))));
    Arbitrary<Span> times =
        Combinators.combine(
                hex(32),
                hex(16),
                resource,
                text(),
                Arbitraries.of(SpanKind.class),
                Arbitraries.longs().greaterOrEqual(0),
                Arbitraries.longs().greaterOrEqual(0),
                Arbitraries.of(StatusCode.class))
            .as(
                (trace, span, by, name, kind, start, end, status) ->
                    new Span(
                        trace,
                        span,
                        "",
                        "",
                        by,
                        name,
                        kind,
                        start,
                        end,
                        status,
                        "",
                        Attributes.EMPTY,
                        List.of(),
                        List.of(),
                        ""));
    return Combinators.combine(
            times, attributes, event.list().ofMaxSize(2), link.list().ofMaxSize(2), name())
        .as(OtlpRoundTripTest::completed)
        .list()
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  private static Span completed(
      Span span, Attributes own, List<SpanEvent> events, List<SpanLink> links, String scope) {
    return new Span(
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        "k=v",
        span.resource(),
        span.name(),
        span.kind(),
        span.startUnixNanos(),
        span.endUnixNanos(),
        span.status(),
        "message",
        own,
        events,
        links,
        scope);
  }

  private static Attributes attributes(Map<String, String> text, Map<String, Double> numbers) {
    Attributes.Builder builder = Attributes.builder();
    text.forEach(builder::put);
    numbers.forEach((key, value) -> builder.put(key, value == 0 ? 0.0 : value));
    return builder.build();
  }

  private static Arbitrary<String> name() {
    return Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(8);
  }

  private static Arbitrary<String> text() {
    return Arbitraries.strings().withCharRange(' ', '\uD7FF').ofMaxLength(20);
  }

  private static Arbitrary<String> hex(int digits) {
    return Arbitraries.strings()
        .withChars("0123456789abcdef")
        .ofLength(digits)
        .filter(id -> id.chars().anyMatch(c -> c != '0'));
  }
}
