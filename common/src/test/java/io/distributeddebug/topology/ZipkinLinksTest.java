package io.distributeddebug.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.Reject;
import io.distributeddebug.format.TelemetrySink;
import io.distributeddebug.telemetry.ChangeEvent;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import zipkin2.DependencyLink;
import zipkin2.Endpoint;
import zipkin2.Span;
import zipkin2.codec.SpanBytesDecoder;
import zipkin2.codec.SpanBytesEncoder;
import zipkin2.internal.DependencyLinker;

/** Row for row what Zipkin's own linker gives. */
class ZipkinLinksTest {
  private static final List<Span.Kind> KINDS = List.of(Span.Kind.values());

  @Test
  void aCallInTwoHalvesIsOneLinkAndALeafsPeerIsAnother() {
    assertThat(
            links(
                List.of(
                    span("1", null, Span.Kind.SERVER, "web", null).build(),
                    span("2", "1", Span.Kind.CLIENT, "web", null).build(),
                    span("2", "1", Span.Kind.SERVER, "cart", null).shared(true).build(),
                    span("3", "2", null, "cart", null).build(),
                    span("4", "3", Span.Kind.CLIENT, "cart", "mysql").putTag("error", "").build())))
        .containsExactly("cart mysql 1 1", "web cart 1 0");
  }

  @Property(tries = 3000)
  void theLinksAreZipkinsWhateverTheTrace(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 14) int size) throws IOException {
    List<Span> trace = trace(new Random(seed), size);
    assertThat(links(trace)).isEqualTo(zipkins(trace));
  }

  @TestFactory
  Stream<DynamicTest> theLinksOfRecordedTracesAreZipkins() throws IOException {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set: recorded traces are skipped");
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(data, "zipkin"))) {
      files = all.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
    assertThat(files).isNotEmpty();
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> recorded(file)));
  }

  private static void recorded(Path file) throws IOException {
    byte[] json = Files.readAllBytes(file);
    String text = new String(json, StandardCharsets.UTF_8).strip();
    List<Span> spans =
        text.startsWith("[[")
            ? SpanBytesDecoder.JSON_V2.decodeList(
                text.substring(1, text.length() - 1).getBytes(StandardCharsets.UTF_8))
            : SpanBytesDecoder.JSON_V2.decodeList(json);
    Map<String, List<Span>> traces = new LinkedHashMap<>();
    spans.forEach(s -> traces.computeIfAbsent(s.traceId(), id -> new ArrayList<>()).add(s));
    DependencyLinker linker = new DependencyLinker();
    LinkTally tally = new LinkTally();
    for (List<Span> trace : traces.values()) {
      linker.putTrace(trace);
      LinkRules.ZIPKIN.count(read(trace), tally);
    }
    assertThat(shown(tally)).isEqualTo(shown(linker));
  }

  private static List<Span> trace(Random random, int size) {
    List<Span> trace = new ArrayList<>();
    String[] names = {"web", "cart", "stock", null};
    trace.add(span("ff", "fe", null, "web", null).build()); // by it the format is recognised
    for (int i = 0; i < size; i++) {
      String id = Integer.toHexString(1 + random.nextInt(size));
      String parent = random.nextInt(4) == 0 ? null : Integer.toHexString(1 + random.nextInt(size));
      int kind = random.nextInt(6);
      Span.Builder span =
          span(
              id,
              parent,
              kind >= 4 ? null : KINDS.get(kind),
              names[random.nextInt(4)],
              random.nextInt(3) == 0 ? names[random.nextInt(3)] : null);
      if (random.nextInt(6) == 0) {
        span.localEndpoint(at("web", 8080 + random.nextInt(2)));
      }
      if (random.nextInt(4) == 0) {
        span.shared(true);
      }
      if (random.nextInt(5) == 0) {
        span.putTag("error", random.nextBoolean() ? "true" : "refused");
      }
      trace.add(span.build());
    }
    return trace;
  }

  private static Span.Builder span(
      String id, String parent, Span.Kind kind, String service, String remote) {
    Span.Builder span = Span.newBuilder().traceId("1").id(id).parentId(parent).kind(kind);
    if (service != null) {
      span.localEndpoint(at(service, 0));
    }
    if (remote != null) {
      span.remoteEndpoint(Endpoint.newBuilder().serviceName(remote).build());
    }
    return span.timestamp(1_000_000).duration(10);
  }

  private static Endpoint at(String service, int port) {
    return Endpoint.newBuilder()
        .serviceName(service)
        .ip("10.0.0." + service.length())
        .port(port)
        .build();
  }

  private static List<String> links(List<Span> trace) {
    LinkTally tally = new LinkTally();
    LinkRules.ZIPKIN.count(read(trace), tally);
    return shown(tally);
  }

  private static List<String> shown(LinkTally tally) {
    return tally.links().stream()
        .map(l -> l.parent() + " " + l.child() + " " + l.calls() + " " + l.errors())
        .toList();
  }

  private static List<String> zipkins(List<Span> trace) {
    return shown(new DependencyLinker().putTrace(trace));
  }

  private static List<String> shown(DependencyLinker linker) {
    return linker.link().stream()
        .sorted(Comparator.comparing(DependencyLink::parent).thenComparing(DependencyLink::child))
        .map(l -> l.parent() + " " + l.child() + " " + l.callCount() + " " + l.errorCount())
        .toList();
  }

  /** As an archive of the trace is read. */
  private static List<LinkSpan> read(List<Span> trace) {
    List<LinkSpan> spans = new ArrayList<>();
    TelemetrySink sink =
        new TelemetrySink() {
          @Override
          public void span(io.distributeddebug.telemetry.Span span, long position) {
            spans.add(LinkSpan.of(span));
          }

          @Override
          public void log(LogRecord log, long position) {}

          @Override
          public void metric(MetricPoint point, long position) {}

          @Override
          public void change(ChangeEvent change, long position) {}

          @Override
          public void reject(Reject reject) {
            throw new AssertionError(reject);
          }
        };
    try {
      ArchiveReader.standard()
          .read(
              "spans.json",
              new ByteArrayInputStream(SpanBytesEncoder.JSON_V2.encodeList(trace)),
              sink);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    assertThat(spans).hasSameSizeAs(trace);
    return spans;
  }
}
