package io.distributeddebug.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.CollectingSink;
import io.distributeddebug.format.OtlpJsonWriter;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuietShopTest {
  private static final Recorded QUIET = Recorded.of(Recorded.HALF_AN_HOUR);

  @Test
  void thereAreAboutAsManySpansAsWereAskedFor() {
    assertThat((double) QUIET.spans.size()).isCloseTo(32_000, within(3_200.0));
  }

  @Test
  void fifteenServicesRunInTwoOrThreeInstancesEach() {
    Map<String, Set<String>> instances = new LinkedHashMap<>();
    for (Span span : QUIET.spans) {
      // The harmless deploy gives one service new pods: an instance is told by its node here.
      instances
          .computeIfAbsent(span.resource().service(), name -> new HashSet<>())
          .add(span.resource().node());
    }
    assertThat(instances).hasSize(15);
    assertThat(instances.values()).allMatch(nodes -> nodes.size() == 2 || nodes.size() == 3);
  }

  @Test
  void aQuietHourHasOutliersAndAFewErrors() {
    long[] checkouts =
        QUIET.spans.stream()
            .filter(span -> span.name().equals("POST /api/checkout"))
            .mapToLong(Span::durationNanos)
            .sorted()
            .toArray();
    assertThat(checkouts[checkouts.length - 1]).isGreaterThan(2 * checkouts[checkouts.length / 2]);
    long errors =
        QUIET.spans.stream()
            .filter(span -> span.kind() == SpanKind.SERVER && span.status() == StatusCode.ERROR)
            .count();
    assertThat(errors).isBetween(1L, QUIET.spans.size() / 200L);
  }

  @Test
  void parentsExistButForTheFewLostSpans() {
    Set<String> ids = new HashSet<>();
    QUIET.spans.forEach(span -> ids.add(span.spanId()));
    assertThat(ids).hasSameSizeAs(QUIET.spans);
    long orphans =
        QUIET.spans.stream()
            .filter(span -> !span.parentSpanId().isEmpty() && !ids.contains(span.parentSpanId()))
            .count();
    assertThat(orphans).isBetween(1L, QUIET.spans.size() / 100L);
  }

  @Test
  void databasesRecordNoSpansOfTheirOwn() {
    assertThat(QUIET.spans)
        .noneMatch(span -> span.resource().service().endsWith("-db"))
        .anyMatch(
            span ->
                span.kind() == SpanKind.CLIENT
                    && span.attributes().get("server.address").orElse("").equals("orders-db")
                    && span.attributes().get("db.system.name").orElse("").equals("postgresql")
                    && span.attributes().get("db.namespace").orElse("").equals("orders"));
  }

  @Test
  void messagesAreConsumedInTheSendersTraceAndInLinkedTraces() {
    Map<String, Span> byId = new HashMap<>();
    QUIET.spans.forEach(span -> byId.put(span.spanId(), span));
    assertThat(QUIET.spans)
        .filteredOn(Recorded.of("shipping", SpanKind.CONSUMER))
        .isNotEmpty()
        .allMatch(span -> span.parentSpanId().isEmpty() && span.links().size() == 1);
    assertThat(QUIET.spans)
        .filteredOn(Recorded.of("notification", SpanKind.CONSUMER))
        .filteredOn(span -> byId.containsKey(span.parentSpanId()))
        .isNotEmpty()
        .allMatch(span -> byId.get(span.parentSpanId()).kind() == SpanKind.PRODUCER);
  }

  @Test
  void logsLieInsideTheSpansThatTheyBelongTo() {
    Map<String, Span> byId = new HashMap<>();
    QUIET.spans.forEach(span -> byId.put(span.spanId(), span));
    int inside = 0;
    for (LogRecord log : QUIET.logs) {
      Span span = byId.get(log.spanId());
      if (span != null) {
        assertThat(log.unixNanos()).isBetween(span.startUnixNanos(), span.endUnixNanos());
        assertThat(log.traceId()).isEqualTo(span.traceId());
        inside++;
      }
    }
    assertThat(inside).isGreaterThan(QUIET.logs.size() * 98 / 100);
  }

  @Test
  void someClocksAreWrongSoThatChildrenSeemToBeginBeforeTheirParents() {
    Map<String, Span> byId = new HashMap<>();
    QUIET.spans.forEach(span -> byId.put(span.spanId(), span));
    LongSummaryStatistics early =
        QUIET.spans.stream()
            .filter(span -> byId.containsKey(span.parentSpanId()))
            .mapToLong(
                span -> byId.get(span.parentSpanId()).startUnixNanos() - span.startUnixNanos())
            .filter(nanos -> nanos > 0)
            .summaryStatistics();
    assertThat(early.getCount()).isPositive();
    assertThat(early.getMax()).isGreaterThan(5_000_000);
  }

  @Test
  void theSameSettingsRecordTheSameAndAnotherSeedDoesNot() {
    assertThat(Recorded.of(Recorded.HALF_AN_HOUR).spans).isEqualTo(QUIET.spans);
    assertThat(Recorded.of(Recorded.HALF_AN_HOUR.withSeed(2)).spans.get(0).traceId())
        .isNotEqualTo(QUIET.spans.get(0).traceId());
  }

  @Test
  void whatIsWrittenIsReadBackUnchanged() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OtlpJsonWriter writer = new OtlpJsonWriter(bytes)) {
      writer.writeSpans(QUIET.spans.subList(0, 300));
      writer.writeLogs(QUIET.logs.subList(0, 300));
      writer.writeMetrics(QUIET.points.subList(0, 300));
    }
    CollectingSink read = new CollectingSink();
    ArchiveReader.standard()
        .read("part-0.json", new ByteArrayInputStream(bytes.toByteArray()), read);
    assertThat(read.rejects).isEmpty();
    assertThat(read.spans).containsExactlyInAnyOrderElementsOf(QUIET.spans.subList(0, 300));
    assertThat(read.logs).hasSize(300);
    assertThat(read.points).hasSize(300);
  }
}
