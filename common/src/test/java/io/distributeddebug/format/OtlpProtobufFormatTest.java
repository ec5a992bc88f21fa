package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.ByteString;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpProtobufFormatTest extends ArchiveFormatContract {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";

  @Override
  protected TelemetryFormat format() {
    return new OtlpProtobufFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "traces.binpb";
  }

  @Override
  protected byte[] file(int... numbers) {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    for (int number : numbers) {
      file.writeBytes(framed(request(number)));
    }
    return file.toByteArray();
  }

  @Override
  protected byte[] bombBegun() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(file(1));
    file.writeBytes(new byte[] {0, (byte) 0x80, 0, 0}); // a request of 8 MB
    return file.toByteArray();
  }

  @Test
  void aSpanWithNothingButIdsIsReadWithEveryOtherFieldAbsent() throws IOException {
    Span bare = Span.newBuilder().setTraceId(hex(TRACE)).setSpanId(hex("eee19b7ec3c1b174")).build();

    io.distributeddebug.telemetry.Span span = read(framed(request(bare))).spans.get(0);

    assertThat(span.traceId()).isEqualTo(TRACE);
    assertThat(span.spanId()).isEqualTo("eee19b7ec3c1b174");
    assertThat(span.parentSpanId()).isEmpty();
    assertThat(span.kind()).isEqualTo(SpanKind.UNSPECIFIED);
    assertThat(span.status()).isEqualTo(StatusCode.UNSET);
    assertThat(span.attributes()).isEqualTo(Attributes.EMPTY);
    assertThat(span.resource().service()).isEqualTo("cart");
    assertThat(span.events()).isEmpty();
    assertThat(span.links()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "one request", "zst", "json", "json zst"})
  void readsEveryFormInWhichCollectorsWriteIt(String form) throws IOException {
    byte[] json =
        bytes(
            "{\"resourceSpans\":[{\"resource\":{\"attributes\":[{\"key\":\"service.name\",\"value\":{\"stringValue\":\"cart\"}}]},"
                + "\"scopeSpans\":[{\"scope\":{},\"spans\":[{\"traceId\":\""
                + TRACE
                + "\",\"spanId\":\"0000000000000002\",\"name\":\"GET /cart/1\","
                + "\"startTimeUnixNano\":\"1767225600000000001\",\"endTimeUnixNano\":\"1767225600000001500\"}]}]}]}");
    byte[] message = request(1);
    byte[] file =
        switch (form) {
          case "plain" -> framed(message);
          case "one request" -> message;
          case "zst" -> framed(Zstd.compress(message));
          case "json" -> framed(json);
          default -> framed(Zstd.compress(json));
        };

    CollectingSink sink = read(file);

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.spans).isEqualTo(read(file(1)).spans).hasSize(1);
    assertThat(format().recognises("x", file)).isInstanceOf(Recognition.Yes.class);
  }

  @Test
  void aRequestOfManyResourcesIsReadResourceByResource() throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    for (int i = 0; i < 100; i++) {
      request.writeBytes(request(i));
    }

    CollectingSink sink = read(request.toByteArray());

    assertThat(sink.spans).hasSize(100);
    assertThat(sink.positions).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void aDamagedRequestIsOneRejectAndTheNextOneIsRead() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(file(1));
    file.writeBytes(framed(new byte[] {0x0A, 5, 0x0A, 100, 1, 2, 3}));
    file.writeBytes(framed(new byte[] {0x0A, 100}));
    file.writeBytes(framed(new byte[] {7}));
    file.writeBytes(file(2));

    CollectingSink sink = read(file.toByteArray());

    assertThat(sink.spans).hasSize(2);
    assertThat(sink.rejects)
        .extracting(Reject::position)
        .containsExactly(Position.of(2, 0), Position.of(3, 0), Position.of(4, 0));
    assertThat(sink.rejects).allMatch(reject -> reject.reason().startsWith("broken protobuf: "));
  }

  /** B26. */
  @Test
  void aLengthBeyondTheLimitEndsTheFileWithoutAllocatingIt() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(file(1));
    file.writeBytes(new byte[] {-1, -1, -1, -1, 0x0A});

    CollectingSink sink = read(file.toByteArray());

    assertThat(sink.spans).hasSize(1);
    assertThat(sink.rejects)
        .containsExactly(
            new Reject(
                Position.of(2, 0), "a message of 4294967295 bytes, longer than 67108864", ""));
  }

  /** B22. */
  @Test
  void aSpanWithoutUsableIdIsOneRejectAndTheOthersAreRead() throws IOException {
    Span zero = Span.newBuilder().setTraceId(hex("00".repeat(16))).setSpanId(hex("01")).build();
    Span brokenParent =
        Span.newBuilder()
            .setTraceId(hex(TRACE))
            .setSpanId(hex("eee19b7ec3c1b174"))
            .setParentSpanId(hex("11".repeat(9)))
            .setName("a")
            .build();

    CollectingSink sink = read(framed(request(zero, brokenParent, span(1))));

    assertThat(sink.spans).hasSize(1);
    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("no usable trace id", "no usable parent span id");
  }

  /** B23. */
  @Test
  void aTimeBeyondTheRangeIsItsEnd() throws IOException {
    Span span = span(1).toBuilder().setEndTimeUnixNano(-1).build();

    assertThat(read(framed(request(span))).spans.get(0).endUnixNanos()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aResourceWithoutAttributesIsRecognisedToo() {
    io.opentelemetry.proto.resource.v1.Resource.Builder empty =
        io.opentelemetry.proto.resource.v1.Resource.newBuilder();
    for (boolean withResource : new boolean[] {true, false}) {
      ResourceSpans.Builder spans =
          ResourceSpans.newBuilder().addScopeSpans(ScopeSpans.newBuilder().addSpans(span(1)));
      byte[] request =
          ExportTraceServiceRequest.newBuilder()
              .addResourceSpans(withResource ? spans.setResource(empty) : spans)
              .build()
              .toByteArray();
      assertThat(format().recognises("x", request)).isInstanceOf(Recognition.Yes.class);
      assertThat(format().recognises("x", framed(request))).isInstanceOf(Recognition.Yes.class);
    }
  }

  static byte[] framed(byte[] message) {
    try {
      ByteArrayOutputStream frame = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(frame);
      out.writeInt(message.length);
      out.write(message);
      return frame.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static ByteString hex(String digits) {
    return ByteString.copyFrom(HexFormat.of().parseHex(digits));
  }

  static KeyValue text(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static byte[] request(int number) {
    return request(span(number));
  }

  private static byte[] request(Span... spans) {
    ScopeSpans.Builder scope = ScopeSpans.newBuilder();
    for (Span span : spans) {
      scope.addSpans(span);
    }
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(
                    io.opentelemetry.proto.resource.v1.Resource.newBuilder()
                        .addAttributes(text("service.name", "cart")))
                .addScopeSpans(scope))
        .build()
        .toByteArray();
  }

  private static Span span(int number) {
    return Span.newBuilder()
        .setTraceId(hex(TRACE))
        .setSpanId(hex("%016x".formatted(number + 1)))
        .setName("GET /cart/" + number)
        .setStartTimeUnixNano(1_767_225_600_000_000_000L + number)
        .setEndTimeUnixNano(1_767_225_600_000_001_500L)
        .build();
  }
}
