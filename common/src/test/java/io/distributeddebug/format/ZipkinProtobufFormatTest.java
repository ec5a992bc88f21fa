package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import zipkin2.Endpoint;
import zipkin2.Span;
import zipkin2.codec.SpanBytesEncoder;

class ZipkinProtobufFormatTest extends ArchiveFormatContract {
  @Override
  protected TelemetryFormat format() {
    return new ZipkinProtobufFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "spans.bin";
  }

  @Override
  protected byte[] file(int... numbers) {
    List<Span> spans = new ArrayList<>();
    for (int number : numbers) {
      spans.add(span(number));
    }
    return SpanBytesEncoder.PROTO3.encodeList(spans);
  }

  @Override
  protected byte[] bombBegun() {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(file(1));
    file.writeBytes(new byte[] {0x0A, -128, -128, -128, 4}); // a span of 8 MB
    return file.toByteArray();
  }

  @Test
  void givesTheSameSpansAsTheJsonOfTheSameTrace() throws IOException {
    List<Span> spans = List.of(span(1), span(2));

    assertThat(read(SpanBytesEncoder.PROTO3.encodeList(spans)).spans)
        .isEqualTo(read(SpanBytesEncoder.JSON_V2.encodeList(spans)).spans)
        .hasSize(2);
  }

  @Test
  void aLengthBeyondTheLimitEndsTheFileWithoutAllocatingIt() throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(file(1));
    file.writeBytes(new byte[] {0x0A, -1, -1, -1, -1, 7});

    CollectingSink sink = read(file.toByteArray());

    assertThat(sink.spans).hasSize(1);
    assertThat(sink.rejects)
        .containsExactly(
            new Reject(
                Position.of(2, 0), "a message of 2147483647 bytes, longer than 67108864", ""));
  }

  @Test
  void aDamagedSpanIsOneRejectAndTheNextOneIsRead() throws IOException {
    byte[] file = file(1, 2, 3);
    file[file(1).length + 3] = 3; // the length of the second trace id

    CollectingSink sink = read(file);

    assertThat(sink.spans).hasSize(2);
    assertThat(sink.rejects).hasSize(1);
  }

  private static Span span(int number) {
    return Span.newBuilder()
        .traceId("5b8efff798038103d269b633813fc60c")
        .parentId("1f")
        .id(number + 1)
        .kind(Span.Kind.SERVER)
        .name("get /cart/" + number)
        .timestamp(1_767_225_600_000_000L)
        .duration(1500L)
        .localEndpoint(Endpoint.newBuilder().serviceName("cart").ip("10.0.0.7").build())
        .addAnnotation(1_767_225_600_000_100L, "ws")
        .putTag("http.method", "GET")
        .build();
  }
}
