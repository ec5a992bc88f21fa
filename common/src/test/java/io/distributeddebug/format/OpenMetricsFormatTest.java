package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.redaction.Redaction;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Beside the contract of the other formats, which read on after a bad line: the specification wants
 * an exposition with a fault refused.
 */
class OpenMetricsFormatTest {
  @Test
  void readsEveryTypeWithTimeUnitExemplarAndCreation() throws IOException {
    List<MetricPoint> points = fixture("openmetrics/types.txt").points;

    assertThat(points)
        .extracting(MetricPoint::name, MetricPoint::kind, MetricPoint::value, MetricPoint::count)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(
                "http_requests_total", MetricKind.CUMULATIVE_SUM, 17.0, 0L),
            org.assertj.core.groups.Tuple.tuple("latency_seconds", MetricKind.HISTOGRAM, 12.5, 10L),
            org.assertj.core.groups.Tuple.tuple("pause_seconds", MetricKind.SUMMARY, 4.0, 8L),
            org.assertj.core.groups.Tuple.tuple("build_info", MetricKind.GAUGE, 1.0, 0L),
            org.assertj.core.groups.Tuple.tuple("feature", MetricKind.GAUGE, 1.0, 0L),
            org.assertj.core.groups.Tuple.tuple("queue_length", MetricKind.GAUGE, 4.0, 0L));
    assertThat(points).allMatch(point -> point.unixNanos() == 1_767_225_600_500_000_000L);
    assertThat(points).allMatch(point -> point.resource().service().equals("cart"));
    MetricPoint counter = points.get(0);
    assertThat(counter.startUnixNanos()).isEqualTo(1_767_200_000_000_000_000L);
    assertThat(counter.attributes().text()).containsOnlyKeys("path");
    assertThat(counter.distribution())
        .isEqualTo(
            "{\"exemplars\":[{\"value\":0.67,\"unix_nanos\":1767225599000000000,"
                + "\"trace_id\":\"5b8efff798038103d269b633813fc60c\",\"span_id\":\"eee19b7ec3c1b174\","
                + "\"attributes\":{\"span_id\":\"eee19b7ec3c1b174\","
                + "\"trace_id\":\"5b8efff798038103d269b633813fc60c\"}}]}");
    assertThat(points.get(1).unit()).isEqualTo("seconds");
    assertThat(points.get(1).distribution())
        .startsWith("{\"bounds\":[0.1,1.0],\"counts\":[3,5,2],\"exemplars\":[{\"value\":0.9,");
    assertThat(points.get(2).distribution())
        .isEqualTo(
            "{\"quantiles\":[{\"quantile\":0.5,\"value\":0.25},{\"quantile\":0.99,\"value\":null}]}");
  }

  @Test
  void whatIsAbsentIsEmpty() throws IOException {
    MetricPoint point = read("# TYPE a gauge\na 1\n# EOF\n").points.get(0);

    assertThat(point.unixNanos()).isZero();
    assertThat(point.startUnixNanos()).isZero();
    assertThat(point.unit()).isEmpty();
    assertThat(point.distribution()).isEmpty();
    assertThat(point.resource().service()).isEmpty();
    assertThat(point.attributes().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a 1 \n",
        "a  1\n",
        "a 0x1\n",
        "a 1_0\n",
        "a 1 NaN\n",
        "a 1 1 # \n",
        "a{b=\"1\",} 1\n",
        "a{b=\"1\",b=\"1\"} 1\n",
        "a{b=\"1\"}1\n",
        "a{b=1} 1\n",
        "{b=\"1\"} 1\n",
        "a-b 1\n",
        "a 1\n\n",
        "a 1\n# EOF\nb 1\n",
        "# TYPE a gauge\na 1\na 1 1\n",
        "# TYPE a gauge\na 1 2\na 1 1\n",
        "# TYPE a gauge\na{b=\"1\"} 1\na{b=\"2\"} 1\na{b=\"1\"} 1\n",
        "# TYPE a counter\na 1\n",
        "# TYPE a counter\na_total -1\n",
        "# TYPE a counter\na_total NaN\n",
        "# TYPE a counter\n# TYPE a counter\n",
        "# TYPE a counter\na_total 1\n# HELP a late\n",
        "# TYPE a untyped\n",
        "# TYPE a counter \n",
        "# UNIT a_s m\n# TYPE a_s gauge\na_s 1\n",
        "# TYPE a_s info\n# UNIT a_s s\n",
        "# TYPE a info\na_info 2\n",
        "# TYPE a stateset\na{a=\"x\"} 2\n",
        "# TYPE a stateset\na 1\n",
        "# TYPE a summary\na{quantile=\"2\"} 1\n",
        "# TYPE a gauge\na 1 # {b=\"c\"} 1\n",
        "# TYPE a histogram\na_bucket{le=\"1\"} 1\n",
        "# TYPE a histogram\na_bucket{le=\"inf\"} 1\n",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1.5\n",
        "# TYPE a histogram\na_bucket{le=\"2\"} 1\na_bucket{le=\"1\"} 1\na_bucket{le=\"+Inf\"} 1\n",
        "# TYPE a histogram\na_bucket{le=\"1\"} 2\na_bucket{le=\"+Inf\"} 1\n",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 2\na_sum 1\n",
        "# TYPE a histogram\na_bucket{le=\"+Inf\"} 1\na_count 1\n",
        "# TYPE a histogram\na_bucket{le=\"-1\"} 1\na_bucket{le=\"+Inf\"} 1\na_count 1\na_sum 1\n",
        "# TYPE a gaugehistogram\na_bucket{le=\"+Inf\"} 1\na_gcount 1\na_gsum -1\n",
        "#a remark\n",
      })
  void refusesAnExpositionThatBreaksARule(String text) throws IOException {
    CollectingSink sink = read(text + "# EOF\n");

    assertThat(sink.rejects).hasSize(1);
    assertThat(sink.rejects.get(0).reason()).isNotBlank();
    assertThat(sink.points).isEmpty();
  }

  @Test
  void aFaultRefusesWhatCameBeforeItAndSaysWhere() throws IOException {
    CollectingSink sink = read("a 1\nb 2\nc\n# EOF\n");

    assertThat(sink.points).isEmpty();
    assertThat(sink.rejects).containsExactly(new Reject(Position.of(3, 0), "' ' is missing", "c"));
  }

  @Test
  void ofAHistogramThatContradictsItselfOnlyThatMetricIsRefused() throws IOException {
    CollectingSink sink =
        read("a 1\n# TYPE h histogram\nh_bucket{le=\"1\"} 1\n# TYPE b gauge\nb 2\n# EOF\n");

    assertThat(sink.points).extracting(MetricPoint::name).containsExactly("a", "b");
    assertThat(sink.rejects)
        .containsExactly(new Reject(Position.of(2, 0), "the +Inf bucket is missing", "h"));
  }

  @Test
  void aFileWithoutItsEndGivesWhatItHasAndSaysSo() throws IOException {
    CollectingSink sink = read("# TYPE a gauge\na 1\nb 2\n");

    assertThat(sink.points).hasSize(2);
    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("ends without # EOF: it may have been cut off");
  }

  /** B4. */
  @Test
  void aCutArchiveGivesTheMetricsThatWereWhole() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20_000; i++) {
      text.append("m").append(i).append("{n=\"").append(i * 7919 % 4099).append("\"} 1\n");
    }
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write((text + "# EOF\n").getBytes(StandardCharsets.UTF_8));
    }
    byte[] cut = Arrays.copyOf(packed.toByteArray(), packed.size() / 2);

    CollectingSink sink = read(cut);

    assertThat(sink.points.size()).isBetween(1000, 19_999);
    assertThat(sink.rejects).hasSize(1);
  }

  private static CollectingSink read(String text) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static CollectingSink read(byte[] content) throws IOException {
    CollectingSink sink = new CollectingSink();
    Formats only = Formats.standard(Limits.STANDARD).only("openmetrics").orElseThrow();
    new ArchiveReader(only, Limits.STANDARD, Redaction.standard())
        .read("metrics.txt", new ByteArrayInputStream(content), sink);
    return sink;
  }

  private static CollectingSink fixture(String name) throws IOException {
    try (var in = OpenMetricsFormatTest.class.getResourceAsStream(name)) {
      return read(in.readAllBytes());
    }
  }
}
