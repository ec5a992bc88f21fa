package io.distributeddebug.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.CollectingSink;
import io.distributeddebug.format.ReadResult;
import io.distributeddebug.format.Reject;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same trace as Tempo answers it in JSON, and as its blocks keep it. */
class TempoBlockTest {
  private static final String META =
      """
      {"format":"vParquet","blockID":"1","dedicatedColumns":[{"n":"db.system"},{"s":"resource","n":"host.name"},\
      {"s":"span","n":"peer.service","t":"string"},{"s":"span","n":"shop.port","t":"int"},{"s":"event","n":"exception.type"}]}
      """;

  private static final String JSON =
      """
      {"batches":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"cart"}},{"key":"k8s.pod.name","value":{"stringValue":"cart-7d4b9"}},\
      {"key":"host.name","value":{"stringValue":"node-1"}},{"key":"process.pid","value":{"intValue":"7"}}]},\
      "scopeSpans":[{"scope":{"name":"http","version":"1.2"},"spans":[\
      {"traceId":"W47/95gDgQPSabYzgT/GDA==","spanId":"7uGbfsPBsXQ=","name":"POST /pay","kind":"SPAN_KIND_SERVER","traceState":"a=b",\
      "startTimeUnixNano":"1767225600000000001","endTimeUnixNano":"1767225600000500001","status":{"code":"STATUS_CODE_ERROR","message":"no answer"},\
      "attributes":[{"key":"http.method","value":{"stringValue":"POST"}},{"key":"http.status_code","value":{"intValue":"503"}},\
      {"key":"db.system","value":{"stringValue":"redis"}},{"key":"peer.service","value":{"stringValue":"bank"}},\
      {"key":"text","value":{"stringValue":"t"}},{"key":"whole","value":{"intValue":"9007199254740993"}},{"key":"share","value":{"doubleValue":0.5}},{"key":"retried","value":{"boolValue":true}},\
      {"key":"tags","value":{"arrayValue":{"values":[{"stringValue":"a"},{"stringValue":"b"}]}}},\
      {"key":"nested","value":{"kvlistValue":{"values":[{"key":"k","value":{"intValue":"1"}}]}}}],\
      "events":[{"timeUnixNano":"1767225600000400001","name":"exception","attributes":[{"key":"exception.type","value":{"stringValue":"IOException"}}]}],\
      "links":[{"traceId":"W47/95gDgQPSabYzgT/GDA==","spanId":"APBnqgupArg=","attributes":[{"key":"why","value":{"stringValue":"retry"}}]}]},\
      {"traceId":"W47/95gDgQPSabYzgT/GDA==","spanId":"APBnqgupArc=","parentSpanId":"7uGbfsPBsXQ=","name":"GET","startTimeUnixNano":"1767225600000100000","endTimeUnixNano":"1767225600000200000"}\
      ]}]}]}
      """;

  @TempDir Path folder;

  @Test
  void aBlockOfVersion3GivesTheSpansOfTemposJson() throws IOException {
    String row =
        row(
            """
            {"Key":"text","Value":"t"},{"Key":"whole","ValueInt":9007199254740993},{"Key":"share","ValueDouble":0.5},{"Key":"retried","ValueBool":true},\
            {"Key":"tags","ValueDropped":"{\\"arrayValue\\":{\\"values\\":[{\\"stringValue\\":\\"a\\"},{\\"stringValue\\":\\"b\\"}]}}"},\
            {"Key":"nested","ValueDropped":"{\\"kvlistValue\\":{\\"values\\":[{\\"key\\":\\"k\\",\\"value\\":{\\"intValue\\":\\"1\\"}}]}}"}
            """,
            "{\"Key\":\"process.pid\",\"ValueInt\":7}",
            "[{\"TimeUnixNano\":1767225600000400001,\"Name\":\"exception\",\"Attrs\":[{\"Key\":\"exception.type\",\"Value\":\"%s\"}]}]"
                .formatted(
                    hex(AnyValue.newBuilder().setStringValue("IOException").build().toByteArray())),
            "\"" + linksOfVersion3() + "\"");

    assertThat(block(TempoSchema.version3(), row).spans).isEqualTo(json());
  }

  @Test
  void aBlockOfVersion4GivesTheSpansOfTemposJson() throws IOException {
    assertThat(block(TempoSchema.version4(), rowOfVersion4()).spans).isEqualTo(json());
  }

  @Test
  void aBlockOfVersion5GivesTheSpansOfTemposJson() throws IOException {
    String row =
        rowOfVersion4()
            .replace(
                "\"Attrs\":[{\"Key\":\"exception.type\",\"Value\":[\"IOException\"]}]",
                "\"DedicatedAttributes\":{\"String01\":\"IOException\"}");

    assertThat(row).isNotEqualTo(rowOfVersion4());
    assertThat(block(TempoSchema.version5(), row).spans).isEqualTo(json());
  }

  @Test
  void anAttributeInAColumnOfItsOwnKeepsItsTypeAndWithoutMetaTheColumnsName() throws IOException {
    String row =
        rowOfVersion4().replace("\"String02\":\"bank\"", "\"String02\":\"bank\",\"Int01\":5432");

    Span known = block(TempoSchema.version5(), row).spans.get(0);
    Files.delete(folder.resolve("meta.json"));
    Span unknown = read(folder.resolve("data.parquet")).spans.get(0);

    assertThat(known.attributes().numbers()).containsEntry("shop.port", 5432.0);
    assertThat(unknown.attributes().numbers()).containsEntry("tempo.span.Int01", 5432.0);
    assertThat(unknown.attributes().text())
        .containsEntry("tempo.span.String01", "redis")
        .doesNotContainKey("db.system");
    assertThat(unknown.resource().attributes().text())
        .containsEntry("tempo.resource.String01", "node-1");
  }

  @Test
  void aSpanWithNothingButItsIdsHasEveryOtherColumnAbsent() throws IOException {
    String row =
        "{\"TraceID\":\"0x5b8efff798038103d269b633813fc60c\",\"rs\":[{\"ss\":[{\"Spans\":[{\"SpanID\":\"0xeee19b7ec3c1b174\"}]}]}]}";
    for (String schema :
        List.of(TempoSchema.version3(), TempoSchema.version4(), TempoSchema.version5())) {
      Span span = block(schema, row).spans.get(0);

      assertThat(span.parentSpanId()).isEmpty();
      assertThat(span.name()).isEmpty();
      assertThat(span.kind()).isEqualTo(SpanKind.UNSPECIFIED);
      assertThat(span.status()).isEqualTo(StatusCode.UNSET);
      assertThat(span.attributes().isEmpty()).isTrue();
      assertThat(span.resource().attributes().isEmpty()).isTrue();
      assertThat(span.events()).isEmpty();
      assertThat(span.links()).isEmpty();
    }
  }

  @Test
  void theAttributesOfAScopeAreThoseOfItsSpans() throws IOException {
    String row =
        rowOfVersion4()
            .replace(
                "\"Version\":\"1.2\"",
                "\"Version\":\"1.2\",\"Attrs\":[{\"Key\":\"a\",\"Value\":[\"b\"]},{\"Key\":\"none\",\"IsArray\":true}]");

    assertThat(block(TempoSchema.version4(), row).spans.get(0).attributes().text())
        .containsEntry("otel.scope.a", "b")
        .containsEntry("otel.scope.none", "[]")
        .containsEntry("otel.scope.version", "1.2");
  }

  @Test
  void aSpanWithoutUsableIdsIsARejectAtItsTraceAndTheOthersAreRead() throws IOException {
    String row =
        rowOfVersion4().replace("\"SpanID\":\"0xeee19b7ec3c1b174\"", "\"SpanID\":\"0x00\"");
    CollectingSink sink = block(TempoSchema.version4(), rowOfVersion4(), row);

    assertThat(sink.spans).hasSize(3);
    assertThat(sink.rejects).extracting(Reject::reason).containsExactly("no usable span id");
    assertThat(sink.rejected).containsExactly("line 2: no usable span id");
    assertThat(sink.positions).doesNotHaveDuplicates();
  }

  private static String rowOfVersion4() {
    return row(
        """
        {"Key":"text","Value":["t"]},{"Key":"whole","ValueInt":[9007199254740993]},{"Key":"share","ValueDouble":[0.5]},{"Key":"retried","ValueBool":[true]},\
        {"Key":"tags","IsArray":true,"Value":["a","b"]},\
        {"Key":"nested","ValueUnsupported":"{\\"kvlistValue\\":{\\"values\\":[{\\"key\\":\\"k\\",\\"value\\":{\\"intValue\\":\\"1\\"}}]}}"}
        """,
        "{\"Key\":\"process.pid\",\"ValueInt\":[7]}",
        "[{\"TimeSinceStartNano\":400000,\"Name\":\"exception\",\"Attrs\":[{\"Key\":\"exception.type\",\"Value\":[\"IOException\"]}]}]",
        "[{\"TraceID\":\"0x5b8efff798038103d269b633813fc60c\",\"SpanID\":\"0x00f067aa0ba902b8\",\"Attrs\":[{\"Key\":\"why\",\"Value\":[\"retry\"]}]}]");
  }

  private static String row(
      String spanAttributes, String resourceAttributes, String events, String links) {
    return """
        {"TraceID":"0x5b8efff798038103d269b633813fc60c","TraceIDText":"5b8efff798038103d269b633813fc60c","ServiceStats":{"cart":{"SpanCount":2}},\
        "rs":[{"Resource":{"ServiceName":"cart","K8sPodName":"cart-7d4b9","DedicatedAttributes":{"String01":"node-1"},"Attrs":[%2$s]},\
        "ss":[{"Scope":{"Name":"http","Version":"1.2"},"Spans":[\
        {"SpanID":"0xeee19b7ec3c1b174","Name":"POST /pay","Kind":2,"TraceState":"a=b","StartTimeUnixNano":1767225600000000001,"DurationNano":500000,\
        "StatusCode":2,"StatusMessage":"no answer","HttpMethod":"POST","HttpStatusCode":503,\
        "DedicatedAttributes":{"String01":"redis","String02":"bank"},"Attrs":[%1$s],"Events":%3$s,"Links":%4$s},\
        {"SpanID":"0x00f067aa0ba902b7","ParentSpanID":"0xeee19b7ec3c1b174","Name":"GET","StartTimeUnixNano":1767225600000100000,"DurationNano":100000}\
        ]}]}]}
        """
        .formatted(spanAttributes, resourceAttributes, events, links);
  }

  private static String linksOfVersion3() {
    byte[] link =
        io.opentelemetry.proto.trace.v1.Span.Link.newBuilder()
            .setTraceId(bytes("5b8efff798038103d269b633813fc60c"))
            .setSpanId(bytes("00f067aa0ba902b8"))
            .addAttributes(
                KeyValue.newBuilder()
                    .setKey("why")
                    .setValue(AnyValue.newBuilder().setStringValue("retry")))
            .build()
            .toByteArray();
    return "0x0a%02x".formatted(link.length) + hex(link).substring(2);
  }

  private static com.google.protobuf.ByteString bytes(String hex) {
    return com.google.protobuf.ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }

  private static String hex(byte[] bytes) {
    return "0x" + HexFormat.of().formatHex(bytes);
  }

  private CollectingSink block(String schema, String... rows) throws IOException {
    Path data = folder.resolve("data.parquet");
    Files.deleteIfExists(data);
    ParquetFile.write(data, schema, rows);
    Files.writeString(folder.resolve("meta.json"), META);
    return read(data);
  }

  private static CollectingSink read(Path data) throws IOException {
    CollectingSink sink = new CollectingSink();
    ReadResult result =
        FileContent.local(data).read(ArchiveReader.standard(), data.toString(), sink);
    assertThat(result)
        .isInstanceOfSatisfying(
            ReadResult.Read.class,
            read ->
                assertThat(Map.entry(read.format(), read.container()))
                    .isEqualTo(Map.entry("tempo-block", "parquet")));
    return sink;
  }

  private static List<Span> json() throws IOException {
    CollectingSink sink = new CollectingSink();
    ArchiveReader.standard()
        .read("trace.json", new ByteArrayInputStream(JSON.getBytes(StandardCharsets.UTF_8)), sink);
    assertThat(sink.spans).hasSize(2);
    return sink.spans;
  }
}
