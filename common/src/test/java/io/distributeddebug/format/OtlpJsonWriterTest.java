package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtlpJsonWriterTest {
  private static final Resource CART = resource("cart");
  private static final Resource USER = resource("user");
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void writesOneTraceRequestOnOneLineWithSpansGroupedByResourceAndScope() throws IOException {
    Span server =
        new Span(
            TRACE,
            "b7ad6b7169203331",
            "",
            "",
            CART,
            "GET /cart",
            SpanKind.SERVER,
            1,
            1767600000000000002L,
            StatusCode.ERROR,
            "out of \"stock\"",
            Attributes.builder()
                .put("http.response.status_code", 500)
                .put("load", 0.25)
                .put("http.route", "/cart")
                .build(),
            List.of(
                new SpanEvent(
                    2, "exception", Attributes.builder().put("exception.type", "E").build())),
            List.of(new SpanLink(TRACE, "00f067aa0ba902b7", Attributes.EMPTY)),
            "http");
    Span child = plain(USER, "b7ad6b7169203331");
    assertThat(written(writer -> writer.writeSpans(List.of(server, child, server))))
        .isEqualTo(
            """
            {"resourceSpans":[\
            {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},\
            "scopeSpans":[{"scope":{"name":"http"},"spans":[S,S]}]},\
            {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"user"}}]},\
            "scopeSpans":[{"scope":{},"spans":[\
            {"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"00f067aa0ba902b7",\
            "parentSpanId":"b7ad6b7169203331","name":"load","kind":1,"startTimeUnixNano":"3",\
            "endTimeUnixNano":"4","status":{}}]}]}]}
            """
                .replace("S,S", serverAsJson() + "," + serverAsJson()));
  }

  private static String serverAsJson() {
    return """
    {"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331","parentSpanId":"",\
    "name":"GET /cart","kind":2,"startTimeUnixNano":"1","endTimeUnixNano":"1767600000000000002",\
    "attributes":[{"key":"http.route","value":{"stringValue":"/cart"}},\
    {"key":"http.response.status_code","value":{"intValue":"500"}},\
    {"key":"load","value":{"doubleValue":0.25}}],\
    "events":[{"timeUnixNano":"2","name":"exception",\
    "attributes":[{"key":"exception.type","value":{"stringValue":"E"}}]}],\
    "links":[{"traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"00f067aa0ba902b7"}],\
    "status":{"message":"out of \\"stock\\"","code":2}}""";
  }

  @Test
  void writesLogsWithTheirSpanAndSeverity() throws IOException {
    LogRecord log =
        new LogRecord(
            7, TRACE, "b7ad6b7169203331", CART, "ERROR", 17, "no\nstock", Attributes.EMPTY);
    assertThat(written(writer -> writer.writeLogs(List.of(log))))
        .isEqualTo(
            """
            {"resourceLogs":[\
            {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},\
            "scopeLogs":[{"scope":{},"logRecords":[{"timeUnixNano":"7","observedTimeUnixNano":"7",\
            "severityNumber":17,"severityText":"ERROR","body":{"stringValue":"no\\nstock"},\
            "traceId":"0af7651916cd43dd8448eb211c80319c","spanId":"b7ad6b7169203331"}]}]}]}
            """);
  }

  @Test
  void writesThePointsOfOneMetricTogether() throws IOException {
    MetricPoint used = point("db.client.connection.count", MetricKind.GAUGE, 3, 0);
    MetricPoint requests = point("requests", MetricKind.DELTA_SUM, 4, 0);
    MetricPoint latency = point("latency", MetricKind.HISTOGRAM, 1.5, 2);
    assertThat(written(writer -> writer.writeMetrics(List.of(used, requests, used, latency))))
        .isEqualTo(
            """
            {"resourceMetrics":[\
            {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}}]},\
            "scopeMetrics":[{"scope":{},"metrics":[\
            {"name":"db.client.connection.count","unit":"1","gauge":{"dataPoints":[\
            {"startTimeUnixNano":"5","timeUnixNano":"9","asDouble":3.0},\
            {"startTimeUnixNano":"5","timeUnixNano":"9","asDouble":3.0}]}},\
            {"name":"requests","unit":"1","sum":{"aggregationTemporality":1,"isMonotonic":true,\
            "dataPoints":[{"startTimeUnixNano":"5","timeUnixNano":"9","asDouble":4.0}]}},\
            {"name":"latency","unit":"1","histogram":{"aggregationTemporality":1,\
            "dataPoints":[{"startTimeUnixNano":"5","timeUnixNano":"9","count":"2","sum":1.5}]}}\
            ]}]}]}
            """);
  }

  @Test
  void writesNoLineForNoRecords() throws IOException {
    assertThat(
            written(
                writer -> {
                  writer.writeSpans(List.of());
                  writer.writeLogs(List.of());
                  writer.writeMetrics(List.of());
                }))
        .isEmpty();
  }

  @Test
  void refusesKindsThatItCannotWrite() {
    assertThatThrownBy(
            () ->
                written(
                    writer -> writer.writeMetrics(List.of(point("gc", MetricKind.SUMMARY, 1, 1)))))
        .hasMessage(
            "Cannot write metric 'gc': its kind is SUMMARY, and only gauges, sums and histograms"
                + " are written");
  }

  private interface Writing {
    void to(OtlpJsonWriter writer) throws IOException;
  }

  private static String written(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OtlpJsonWriter writer = new OtlpJsonWriter(bytes)) {
      writing.to(writer);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static Resource resource(String service) {
    return Resource.of(Attributes.builder().put("service.name", service).build());
  }

  private static Span plain(Resource resource, String parent) {
    return new Span(
        TRACE,
        "00f067aa0ba902b7",
        parent,
        "",
        resource,
        "load",
        SpanKind.INTERNAL,
        3,
        4,
        StatusCode.UNSET,
        "",
        Attributes.EMPTY,
        List.of(),
        List.of(),
        "");
  }

  private static MetricPoint point(String name, MetricKind kind, double value, long count) {
    return new MetricPoint(name, "1", kind, CART, Attributes.EMPTY, 5, 9, value, count, "");
  }
}
