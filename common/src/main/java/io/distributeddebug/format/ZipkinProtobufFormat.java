package io.distributeddebug.format;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import zipkin2.codec.SpanBytesDecoder;

/**
 * Zipkin's spans as protobuf ({@code zipkin.proto3.ListOfSpans}), one list or several after each
 * other, decoded span by span by Zipkin's own codec.
 */
final class ZipkinProtobufFormat implements TelemetryFormat {
  /** Field 1, of a length: {@code ListOfSpans.spans} and {@code Span.trace_id}. */
  private static final int FIRST_FIELD = 0x0A;

  private static final int PARENT_ID_FIELD = 0x12;
  private static final int ID_FIELD = 0x1A;
  private static final int ID_BYTES = 8;
  private static final HexFormat HEX = HexFormat.of();

  private final Limits limits;

  ZipkinProtobufFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "zipkin-protobuf";
  }

  /** A span begins with its trace id of 8 or 16 bytes, and an id of 8 follows. */
  @Override
  public Recognition recognises(String fileName, byte[] head) {
    int at = 0;
    if (head.length < 32 || head[at++] != FIRST_FIELD) {
      return Recognition.NO;
    }
    while (at < 5 && head[at] < 0) {
      at++;
    }
    at++;
    int traceIdBytes = head[at + 1];
    boolean traceId = head[at] == FIRST_FIELD && (traceIdBytes == 8 || traceIdBytes == 16);
    int after = at + 2 + traceIdBytes;
    return traceId
            && after + 1 < head.length
            && (head[after] == PARENT_ID_FIELD || head[after] == ID_FIELD)
            && head[after + 1] == ID_BYTES
        ? Recognition.YES
        : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    Frames frames = new Frames(in, limits.recordBytes());
    long span = 0;
    try {
      for (int field = frames.readByte(); field >= 0; field = frames.readByte()) {
        span++;
        if (field != FIRST_FIELD) {
          throw new MalformedValueException("broken protobuf: not a list of Zipkin spans");
        }
        decode(frames.readBytes(frames.readVarint()), Position.of(span, 0), sink);
      }
    } catch (EOFException cut) {
      sink.reject(new Reject(Position.of(span, 0), "cut off: the message ends too early", ""));
    } catch (MalformedValueException broken) {
      sink.reject(new Reject(Position.of(span, 0), broken.getMessage(), ""));
    }
  }

  private static void decode(byte[] message, long position, TelemetrySink sink) {
    try {
      sink.span(ZipkinSpan.read(SpanBytesDecoder.PROTO3.decodeOne(framed(message))), position);
    } catch (IllegalArgumentException refused) {
      String start = HEX.formatHex(message, 0, Math.min(message.length, 100));
      sink.reject(new Reject(position, ZipkinSpan.reason(refused), start));
    }
  }

  /** The codec takes a span as the field of its list. */
  private static byte[] framed(byte[] message) {
    ByteArrayOutputStream framed = new ByteArrayOutputStream(message.length + 6);
    framed.write(FIRST_FIELD);
    int rest = message.length;
    while (rest > 0x7F) {
      framed.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    framed.write(rest);
    framed.writeBytes(message);
    return framed.toByteArray();
  }
}
