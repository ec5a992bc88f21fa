package io.distributeddebug.format;

import static io.distributeddebug.format.OtlpProtobufFormatTest.framed;
import static io.distributeddebug.format.OtlpProtobufFormatTest.hex;
import static io.distributeddebug.format.OtlpProtobufFormatTest.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.common.v1.KeyValueList;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The same request in protobuf and in JSON gives equal records, whatever it holds. */
class OtlpProtobufSignalsTest {
  private static final Resource CART =
      Resource.newBuilder()
          .addAttributes(text("service.name", "cart"))
          .addAttributes(text("k8s.pod.name", "cart-7d4b9"))
          .build();
  private static final InstrumentationScope SCOPE =
      InstrumentationScope.newBuilder()
          .setName("io.http")
          .setVersion("1.2")
          .addAttributes(text("team", "shop"))
          .build();
  private static final String AROUND =
      """
      {"resource%1$s": [{
        "resource": {"attributes": [
          {"key": "service.name", "value": {"stringValue": "cart"}},
          {"key": "k8s.pod.name", "value": {"stringValue": "cart-7d4b9"}}]},
        "scope%1$s": [{
          "scope": {"name": "io.http", "version": "1.2",
            "attributes": [{"key": "team", "value": {"stringValue": "shop"}}]},
          "%2$s": [%3$s]}]}]}
      """;

  @Test
  void spans() throws IOException {
    Span span =
        Span.newBuilder()
            .setTraceId(hex("5b8efff798038103d269b633813fc60c"))
            .setSpanId(hex("eee19b7ec3c1b174"))
            .setParentSpanId(hex("eee19b7ec3c1b173"))
            .setTraceState("a=b")
            .setName("GET /cart")
            .setKind(Span.SpanKind.SPAN_KIND_SERVER)
            .setStartTimeUnixNano(1_767_225_600_000_000_001L)
            .setEndTimeUnixNano(1_767_225_600_000_000_009L)
            .addAttributes(text("a", "text"))
            .addAttributes(value("b", AnyValue.newBuilder().setIntValue(7)))
            .addAttributes(value("c", AnyValue.newBuilder().setDoubleValue(7.5)))
            .addAttributes(value("d", AnyValue.newBuilder().setBoolValue(true)))
            .addAttributes(value("e", AnyValue.newBuilder().setIntValue(Long.MAX_VALUE)))
            .addAttributes(
                value("f", AnyValue.newBuilder().setBytesValue(ByteString.copyFromUtf8("hi"))))
            .addAttributes(value("g", AnyValue.newBuilder()))
            .addAttributes(
                value(
                    "h",
                    AnyValue.newBuilder()
                        .setArrayValue(
                            ArrayValue.newBuilder()
                                .addValues(AnyValue.newBuilder().setIntValue(1))
                                .addValues(AnyValue.newBuilder().setStringValue("x"))
                                .addValues(AnyValue.newBuilder().setDoubleValue(1.5)))))
            .addAttributes(
                value(
                    "i",
                    AnyValue.newBuilder()
                        .setKvlistValue(
                            KeyValueList.newBuilder()
                                .addValues(text("k", "v"))
                                .addValues(value("n", AnyValue.newBuilder().setBoolValue(false))))))
            .addEvents(
                Span.Event.newBuilder()
                    .setTimeUnixNano(1_767_225_600_000_000_005L)
                    .setName("exception")
                    .addAttributes(text("exception.type", "E")))
            .addLinks(
                Span.Link.newBuilder()
                    .setTraceId(hex("5b8efff798038103d269b633813fc60d"))
                    .setSpanId(hex("eee19b7ec3c1b175"))
                    .addAttributes(text("why", "batch")))
            .addLinks(Span.Link.newBuilder().setSpanId(hex("01")))
            .setStatus(
                Status.newBuilder()
                    .setCode(Status.StatusCode.STATUS_CODE_ERROR)
                    .setMessage("refused"))
            .build();
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .setResource(CART)
        .addScopeSpansBuilder()
        .setScope(SCOPE)
        .addSpans(span);

    assertEqual(
        request.build().toByteArray(),
        AROUND.formatted(
            "Spans",
            "spans",
            """
            {"traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174",
             "parentSpanId": "eee19b7ec3c1b173", "traceState": "a=b", "name": "GET /cart", "kind": 2,
             "startTimeUnixNano": "1767225600000000001", "endTimeUnixNano": "1767225600000000009",
             "attributes": [
               {"key": "a", "value": {"stringValue": "text"}},
               {"key": "b", "value": {"intValue": "7"}},
               {"key": "c", "value": {"doubleValue": 7.5}},
               {"key": "d", "value": {"boolValue": true}},
               {"key": "e", "value": {"intValue": "9223372036854775807"}},
               {"key": "f", "value": {"bytesValue": "aGk="}},
               {"key": "g", "value": {}},
               {"key": "h", "value": {"arrayValue": {"values": [
                 {"intValue": "1"}, {"stringValue": "x"}, {"doubleValue": 1.5}]}}},
               {"key": "i", "value": {"kvlistValue": {"values": [
                 {"key": "k", "value": {"stringValue": "v"}},
                 {"key": "n", "value": {"boolValue": false}}]}}}],
             "events": [{"timeUnixNano": "1767225600000000005", "name": "exception",
               "attributes": [{"key": "exception.type", "value": {"stringValue": "E"}}]}],
             "links": [{"traceId": "5b8efff798038103d269b633813fc60d", "spanId": "eee19b7ec3c1b175",
               "attributes": [{"key": "why", "value": {"stringValue": "batch"}}]},
               {"spanId": "01"}],
             "status": {"code": 2, "message": "refused"}}
            """));
  }

  @Test
  void logs() throws IOException {
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request
        .addResourceLogsBuilder()
        .setResource(CART)
        .addScopeLogsBuilder()
        .setScope(SCOPE)
        .addLogRecords(
            LogRecord.newBuilder()
                .setTimeUnixNano(1_767_225_600_000_000_001L)
                .setSeverityNumber(SeverityNumber.SEVERITY_NUMBER_ERROR2)
                .setSeverityText("CRIT")
                .setBody(AnyValue.newBuilder().setStringValue("lost"))
                .setEventName("cart.lost")
                .setTraceId(hex("5b8efff798038103d269b633813fc60c"))
                .setSpanId(hex("eee19b7ec3c1b174"))
                .addAttributes(value("n", AnyValue.newBuilder().setIntValue(3))))
        .addLogRecords(
            LogRecord.newBuilder()
                .setObservedTimeUnixNano(1_767_225_600_000_000_002L)
                .setSeverityText("warning")
                .setBody(
                    AnyValue.newBuilder()
                        .setKvlistValue(KeyValueList.newBuilder().addValues(text("a", "b")))))
        .addLogRecords(
            LogRecord.newBuilder().setBody(AnyValue.newBuilder().setStringValue("no time")));

    assertEqual(
        request.build().toByteArray(),
        AROUND.formatted(
            "Logs",
            "logRecords",
            """
            {"timeUnixNano": "1767225600000000001", "severityNumber": 18, "severityText": "CRIT",
             "body": {"stringValue": "lost"}, "eventName": "cart.lost",
             "traceId": "5b8efff798038103d269b633813fc60c", "spanId": "eee19b7ec3c1b174",
             "attributes": [{"key": "n", "value": {"intValue": "3"}}]},
            {"observedTimeUnixNano": "1767225600000000002", "severityText": "warning",
             "body": {"kvlistValue": {"values": [{"key": "a", "value": {"stringValue": "b"}}]}}},
            {"body": {"stringValue": "no time"}}
            """));
  }

  @Test
  void metrics() throws IOException {
    NumberDataPoint.Builder seven =
        NumberDataPoint.newBuilder()
            .setStartTimeUnixNano(1_767_225_600_000_000_000L)
            .setTimeUnixNano(1_767_225_660_000_000_000L)
            .setAsInt(7)
            .addAttributes(text("a", "b"));
    NumberDataPoint.Builder half = NumberDataPoint.newBuilder().setTimeUnixNano(5).setAsDouble(0.5);
    ExportMetricsServiceRequest.Builder request = ExportMetricsServiceRequest.newBuilder();
    request
        .addResourceMetricsBuilder()
        .setResource(CART)
        .addScopeMetricsBuilder()
        .setScope(SCOPE)
        .addMetrics(
            Metric.newBuilder()
                .setName("sixteen.letters_")
                .setDescription("eight...")
                .setUnit("1")
                .setSum(
                    Sum.newBuilder()
                        .setIsMonotonic(true)
                        .setAggregationTemporality(
                            AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE)
                        .addDataPoints(seven)))
        .addMetrics(
            Metric.newBuilder()
                .setName("delta")
                .setSum(
                    Sum.newBuilder()
                        .setAggregationTemporality(
                            AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                        .addDataPoints(half)))
        .addMetrics(
            Metric.newBuilder()
                .setName("level")
                .setGauge(
                    Gauge.newBuilder()
                        .addDataPoints(half)
                        .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(6).setFlags(1))
                        .addDataPoints(NumberDataPoint.newBuilder().setTimeUnixNano(7))))
        .addMetrics(
            Metric.newBuilder()
                .setName("latency")
                .setUnit("s")
                .setHistogram(
                    Histogram.newBuilder()
                        .setAggregationTemporality(
                            AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA)
                        .addDataPoints(
                            HistogramDataPoint.newBuilder()
                                .setTimeUnixNano(8)
                                .setCount(3)
                                .setSum(2.5)
                                .setMin(0.5)
                                .setMax(1)
                                .addBucketCounts(1)
                                .addBucketCounts(2)
                                .addExplicitBounds(0.75))))
        .addMetrics(
            Metric.newBuilder()
                .setName("exponential")
                .setExponentialHistogram(
                    ExponentialHistogram.newBuilder()
                        .addDataPoints(
                            ExponentialHistogramDataPoint.newBuilder()
                                .setTimeUnixNano(9)
                                .setCount(3)
                                .setSum(10)
                                .setScale(-1)
                                .setZeroCount(1)
                                .setPositive(
                                    ExponentialHistogramDataPoint.Buckets.newBuilder()
                                        .setOffset(1)
                                        .addBucketCounts(0)
                                        .addBucketCounts(2)))))
        .addMetrics(
            Metric.newBuilder()
                .setName("summary")
                .setSummary(
                    Summary.newBuilder()
                        .addDataPoints(
                            SummaryDataPoint.newBuilder()
                                .setTimeUnixNano(10)
                                .setCount(4)
                                .setSum(8)
                                .addQuantileValues(
                                    SummaryDataPoint.ValueAtQuantile.newBuilder()
                                        .setQuantile(0.5)
                                        .setValue(2)))));

    assertEqual(
        request.build().toByteArray(),
        AROUND.formatted(
            "Metrics",
            "metrics",
            """
            {"name": "sixteen.letters_", "description": "eight...", "unit": "1", "sum": {
              "isMonotonic": true, "aggregationTemporality": 2, "dataPoints": [
                {"startTimeUnixNano": "1767225600000000000", "timeUnixNano": "1767225660000000000",
                 "asInt": "7", "attributes": [{"key": "a", "value": {"stringValue": "b"}}]}]}},
            {"name": "delta", "sum": {"aggregationTemporality": 1, "dataPoints": [
              {"timeUnixNano": "5", "asDouble": 0.5}]}},
            {"name": "level", "gauge": {"dataPoints": [
              {"timeUnixNano": "5", "asDouble": 0.5},
              {"timeUnixNano": "6", "flags": 1},
              {"timeUnixNano": "7"}]}},
            {"name": "latency", "unit": "s", "histogram": {"aggregationTemporality": 1, "dataPoints": [
              {"timeUnixNano": "8", "count": "3", "sum": 2.5, "min": 0.5, "max": 1,
               "bucketCounts": ["1", "2"], "explicitBounds": [0.75]}]}},
            {"name": "exponential", "exponentialHistogram": {"dataPoints": [
              {"timeUnixNano": "9", "count": "3", "sum": 10, "scale": -1, "zeroCount": "1",
               "positive": {"offset": 1, "bucketCounts": ["0", "2"]}}]}},
            {"name": "summary", "summary": {"dataPoints": [
              {"timeUnixNano": "10", "count": "4", "sum": 8,
               "quantileValues": [{"quantile": 0.5, "value": 2}]}]}}
            """));
  }

  private static void assertEqual(byte[] request, String json) throws IOException {
    CollectingSink expected = read(json.getBytes(StandardCharsets.UTF_8), "otlp-json");
    CollectingSink one = read(request, "otlp-protobuf");
    CollectingSink framed = read(framed(request), "otlp-protobuf");

    assertThat(one.all()).isEqualTo(expected.all()).isNotEmpty();
    assertThat(framed.all()).isEqualTo(expected.all());
    assertThat(one.rejects)
        .extracting(Reject::reason)
        .isEqualTo(expected.rejects.stream().map(Reject::reason).toList());
  }

  private static CollectingSink read(byte[] file, String format) throws IOException {
    CollectingSink sink = new CollectingSink();
    ReadResult result = ArchiveReader.standard().read("file", new ByteArrayInputStream(file), sink);
    assertThat(((ReadResult.Read) result).format()).isEqualTo(format);
    return sink;
  }

  private static KeyValue value(String key, AnyValue.Builder value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }
}
