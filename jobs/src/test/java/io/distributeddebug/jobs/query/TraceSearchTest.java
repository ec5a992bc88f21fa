package io.distributeddebug.jobs.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.comparison.Comparison;
import io.distributeddebug.convention.Conventions;
import io.distributeddebug.format.OtlpJsonWriter;
import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.trace.Reconstruct;
import io.distributeddebug.query.TraceMatch;
import io.distributeddebug.query.TraceQuery;
import io.distributeddebug.query.TraceSelector;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import io.distributeddebug.telemetry.Window;
import io.distributeddebug.trace.DrawnTrace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A lake answers as spans in memory do, whatever of a query is asked of its tables. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraceSearchTest {
  private static final long START = 1_767_600_000_000_000_000L; // 2026-01-05T08:00:00Z
  private static final String DRAWN =
      """
      web index                                   | ==============
        web call {client http.status_code=NUMBER} |   ==========
          cart load MODE                          |    =======
            cart query {client db.system=mysql}   |     ====
      """;

  private final List<Span> spans = new ArrayList<>();
  private LakeSnapshot lake;

  @BeforeAll
  void ingest(@TempDir Path folder) throws IOException {
    for (int trace = 0; trace < 30; trace++) {
      String drawn =
          DRAWN
              .replace("NUMBER", Integer.toString(200 + 100 * (trace % 4)))
              .replace("MODE", trace % 5 == 0 ? "{error}" : "{app.mode=" + trace % 3 + "x}");
      for (Span span : DrawnTrace.of(drawn).spans()) {
        spans.add(dressed(span, trace + 1));
      }
    }
    Path archive = folder.resolve("spans.json");
    try (OtlpJsonWriter writer = new OtlpJsonWriter(Files.newOutputStream(archive))) {
      writer.writeSpans(spans);
    }
    // As it is stored: under stable names, with the status that these tell of.
    spans.replaceAll(new Conventions()::span);
    Lake made =
        Lake.openOrCreate(
            SparkTest.spark(), folder.resolve("lake").toString(), Lake.Writers.SEVERAL);
    Ingest.run(
        () -> made,
        SparkTest.hadoop(),
        IngestSettings.of(List.of(archive.toString())),
        Progress.silent());
    Reconstruct.bringUpToDate(made, Progress.silent());
    lake = made.pin();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{ duration > 5ms && resource.service.name = \"cart\" }",
        "{ kind = client } >> { status = error }",
        "{ .http.status_code >= 400 }",
        "{ .http.status_code = \"400\" }",
        "{ 300 > .http.status_code } && { status = error }",
        "{ .http.status_code = 300 || name = \"query\" } | count() > 1",
        "{ span.app.mode = \"1x\" } < { span.http.status_code != nil }",
        "{ span.app.mode =~ \"[12]x\" && !(.app.mode = \"2x\") }",
        "{ resource.service.instance.id = \"cart-0\" && parent.http.status_code > 300 }",
        "{ .service.version = \"v2\" } !>> { status = error }",
        "{ event:name = \"exception\" && event.exception.type = \"Timeout\" }",
        "{ event:timeSinceStart < 2ms || link:spanID = \"00000000000000aa\" }",
        "{ link.reason = \"batch\" && instrumentation:name = \"tracer\" }",
        "{ rootName = \"index\" && statusMessage = \"late\" } | select(trace:id, nestedSetLeft)",
        "{ .app.mode != nil } || { .db.system = \"oracle\" } | by(.app.mode) | avg(duration) > 1ms",
        "({ .db.system = \"mysql\" } | count()) > ({ .app.mode = \"0x\" } | count())"
      })
  void theLakeFindsWhatIsFoundInMemory(String text) {
    TraceQuery query = TraceQuery.parse(text);
    TraceSearch.Found inMemory =
        TraceSearch.ask(QueriedTraces.of(spans, List.of()), query, 100, 10);
    TraceSearch.Found inLake = TraceSearch.ask(QueriedTraces.of(lake, List.of()), query, 100, 10);

    assertThat(inMemory.traces()).as(text).isPositive();
    assertThat(inLake.first()).isEqualTo(inMemory.first());
    assertThat(inLake.spans()).isEqualTo(inMemory.spans());
  }

  @Test
  void theLatestTracesComeFirstAndAllAreCounted() {
    TraceSearch.Found found =
        TraceSearch.ask(
            QueriedTraces.of(lake, List.of()), TraceQuery.parse("{ kind = client }"), 3, 1);
    assertThat(found.first())
        .extracting(TraceMatch::traceId)
        .extracting(id -> Integer.parseInt(id, 16))
        .containsExactly(30, 29, 28);
    assertThat(found.traces()).isEqualTo(30);
    assertThat(found.spans()).isEqualTo(60);
  }

  @Test
  void aWindowTakesWholeTracesThatBeganInIt() {
    Window window = new Window(START + 4_000_000_000L, START + 6_000_000_000L);
    for (String text : List.of("{ kind = client }", "{ name != \"\" } | select(.db.system)")) {
      TraceSearch.Found found =
          TraceSearch.ask(QueriedTraces.of(lake, List.of(window)), TraceQuery.parse(text), 9, 9);
      assertThat(found.traces()).isEqualTo(2);
      assertThat(found.first().get(0).spanCount()).isEqualTo(4);
    }
  }

  @Test
  void theLakeComparesAsMemoryDoes() {
    TraceSelector some =
        new TraceSelector(TraceQuery.parse("{ .http.status_code < 400 }"), TraceSelector.EVER);
    TraceSelector others =
        new TraceSelector(
            TraceQuery.parse("{ .http.status_code >= 300 }"),
            new Window(START, START + 3_600_000_000_000L));
    Comparison inLake = TraceComparison.of(QueriedTraces.of(lake, List.of()), some, others);
    assertThat(inLake.first().traces()).isEqualTo(16);
    assertThat(inLake.second().traces()).isEqualTo(22);
    Comparison inMemory = TraceComparison.of(QueriedTraces.of(spans, List.of()), some, others);
    assertThat(inLake.attributes())
        .extracting(change -> change.value() + change.firstTraces() + change.secondTraces())
        .containsExactlyElementsOf(
            inMemory.attributes().stream()
                .map(change -> change.value() + change.firstTraces() + change.secondTraces())
                .toList());
    assertThat(inLake.operations()).isEqualTo(inMemory.operations());
    assertThat(inLake.calls()).isEqualTo(inMemory.calls());
    assertThat(inLake.attributes()).isNotEmpty();
  }

  /** Gives it a trace of its own, and all that a span can carry. */
  private static Span dressed(Span span, int number) {
    boolean isLoad = span.name().equals("load");
    boolean isLate = span.status() == StatusCode.ERROR;
    long shift = START + number * 1_000_000_000L;
    return new Span(
        String.format("%032x", number),
        span.spanId(),
        span.parentSpanId(),
        "",
        number % 2 == 0 ? span.resource() : versioned(span),
        span.name(),
        span.kind(),
        shift + span.startUnixNanos(),
        shift + span.endUnixNanos(),
        span.status(),
        isLate ? "late" : "",
        span.attributes(),
        isLoad && number % 3 == 0
            ? List.of(
                new SpanEvent(
                    shift + span.startUnixNanos() + 1_000_000L * (number % 4),
                    "exception",
                    Attributes.of(Map.of("exception.type", "Timeout"))),
                new SpanEvent(shift + span.endUnixNanos(), "retry", Attributes.EMPTY))
            : List.of(),
        isLoad && number % 7 == 0
            ? List.of(
                new SpanLink(
                    String.format("%032x", 7),
                    "00000000000000aa",
                    Attributes.of(Map.of("reason", "batch"))))
            : List.of(),
        isLoad ? "tracer" : "");
  }

  private static Resource versioned(Span span) {
    Attributes.Builder attributes = Attributes.builder();
    span.resource().attributes().text().forEach(attributes::put);
    return Resource.of(attributes.put("service.version", "v2").build());
  }
}
