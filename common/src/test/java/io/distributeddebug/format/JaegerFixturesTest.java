package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.telemetry.Span;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Files that Jaeger's projects and others publish. */
class JaegerFixturesTest {
  private static final Comparator<Span> ORDER =
      Comparator.comparing(Span::spanId).thenComparing(Span::startUnixNanos);

  @Test
  void readsEveryTraceWithoutLoss() throws IOException {
    for (String folder : List.of("jaeger", "crisp")) {
      try (Stream<Path> files = Files.list(data().resolve(folder))) {
        for (Path file : files.filter(path -> path.toString().endsWith(".json")).toList()) {
          if (!file.endsWith("converter_es_01.json")) {
            CollectingSink sink = read(file, "jaeger-json");
            assertThat(sink.rejects).as("%s", file).isEmpty();
            assertThat(sink.spans).as("%s", file).isNotEmpty();
          }
        }
      }
    }
  }

  @Test
  void theSameTraceInJaegersFormAndInOtlpGivesEqualSpans() throws IOException {
    Path pairs = data().resolve("otlp/otlp-to-jaeger-pairs");

    assertThat(spans(pairs.resolve("otlp2jaeger-out.json"), "jaeger-json"))
        .isEqualTo(spans(pairs.resolve("otlp2jaeger-in.json"), "otlp-json"));
    assertThat(spans(pairs.resolve("oltp2jaeger-multi-out.json"), "jaeger-json"))
        .isEqualTo(spans(pairs.resolve("otlp2jaeger-multi-in.json.txt"), "otlp-json"));
  }

  @Test
  void theProtobufModelAndTheUserInterfacesFormGiveEqualIdsAndParents() throws IOException {
    assertThat(read(data().resolve("jaeger/converter_domain_01.json"), "jaeger-json").spans)
        .extracting(JaegerFixturesTest::identity)
        .isEqualTo(
            read(data().resolve("jaeger/converter_ui_01.json"), "jaeger-json").spans.stream()
                .map(JaegerFixturesTest::identity)
                .toList());
  }

  private static String identity(Span span) {
    return "%s/%s < %s %s %s %s %s %d"
        .formatted(
            span.traceId(),
            span.spanId(),
            span.parentSpanId(),
            span.links(),
            span.name(),
            span.resource().service(),
            span.attributes(),
            span.durationNanos());
  }

  /** Jaeger's times end at microseconds. */
  private static List<Span> spans(Path file, String format) throws IOException {
    return read(file, format).spans.stream()
        .map(JaegerFixturesTest::toMicroseconds)
        .sorted(ORDER)
        .toList();
  }

  private static Span toMicroseconds(Span span) {
    return new Span(
        span.traceId(),
        span.spanId(),
        span.parentSpanId(),
        span.traceState(),
        span.resource(),
        span.name(),
        span.kind(),
        span.startUnixNanos() / 1000 * 1000,
        span.endUnixNanos() / 1000 * 1000,
        span.status(),
        span.statusMessage(),
        span.attributes(),
        span.events(),
        span.links(),
        span.scope());
  }

  private static CollectingSink read(Path file, String format) throws IOException {
    CollectingSink sink = new CollectingSink();
    try (InputStream in = Files.newInputStream(file)) {
      ReadResult result = ArchiveReader.standard().read(file.toString(), in, sink);
      assertThat(result).as("%s", file).isInstanceOf(ReadResult.Read.class);
      assertThat(((ReadResult.Read) result).format()).as("%s", file).isEqualTo(format);
    }
    return sink;
  }

  private static Path data() {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set");
    return Path.of(data);
  }
}
