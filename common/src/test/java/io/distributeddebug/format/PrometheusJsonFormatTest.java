package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PrometheusJsonFormatTest extends TelemetryFormatContract {
  @Override
  protected TelemetryFormat format() {
    return new PrometheusJsonFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "range.json";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[{\"metric\":{\"__name__\":\"up\",\"n\":\"%d\"},\"value\":[1767225600.5,\"1\"]}]}}"
        .formatted(number);
  }

  @Override
  protected String badLine() {
    return "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":";
  }

  @Test
  void readsTheSeriesOfARangeQuery() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                """
                {"status": "success", "data": {"resultType": "matrix", "result": [
                  {"metric": {"__name__": "http_requests_total", "job": "api", "service": "cart", "code": "200"},
                   "values": [[1767225600, "7"], [1767225615.25, "8.5"]]},
                  {"metric": {}, "values": [[1767225600, "0.5"], [1767225615, "NaN"]]}]}}
                """));

    assertThat(sink.points)
        .extracting(
            MetricPoint::name, MetricPoint::kind, MetricPoint::unixNanos, MetricPoint::value)
        .containsExactly(
            tuple(
                "http_requests_total", MetricKind.CUMULATIVE_SUM, 1_767_225_600_000_000_000L, 7.0),
            tuple(
                "http_requests_total", MetricKind.CUMULATIVE_SUM, 1_767_225_615_250_000_000L, 8.5),
            tuple("expression", MetricKind.GAUGE, 1_767_225_600_000_000_000L, 0.5));
    assertThat(sink.points.get(0).resource().service()).isEqualTo("cart");
    assertThat(sink.points.get(0).attributes().get("code")).contains("200");
    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("value missing or not finite");
  }

  @Test
  void keepsNativeHistogramsWithTheirBuckets() throws IOException {
    MetricPoint point =
        read(bytes(
                """
                {"status": "success", "data": {"resultType": "vector", "result": [
                  {"metric": {"__name__": "latency"},
                   "histogram": [1767225600, {"count": "3", "sum": "2.5", "buckets": [[0, "0.5", "1", "3"]]}]}]}}
                """))
            .points
            .get(0);

    assertThat(point.kind()).isEqualTo(MetricKind.HISTOGRAM);
    assertThat(point.count()).isEqualTo(3);
    assertThat(point.value()).isEqualTo(2.5);
    assertThat(point.distribution()).isEqualTo("{\"ranges\":[[0,\"0.5\",\"1\",\"3\"]]}");
  }

  @Test
  void anErrorThatPrometheusAnsweredIsTold() throws IOException {
    CollectingSink sink =
        read(bytes("{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error\"}"));

    assertThat(sink.rejects).extracting(Reject::text).containsExactly("parse error");
  }

  @Test
  void anEmptyResultIsNoError() throws IOException {
    CollectingSink sink =
        read(bytes("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}"));

    assertThat(sink.records() + sink.rejects.size()).isZero();
  }
}
