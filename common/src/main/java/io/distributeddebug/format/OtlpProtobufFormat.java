package io.distributeddebug.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;

/**
 * OTLP protobuf: one export request a file, as the collector's S3 exporter writes them, or many
 * with their lengths in four bytes before them, as its file exporter does. With compression that
 * exporter packs each request by itself, those in JSON too: these are read as well.
 *
 * @see <a
 *     href="https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/fileexporter">file
 *     exporter</a>
 */
final class OtlpProtobufFormat implements TelemetryFormat {
  /** {@code resource_spans}, {@code resource_logs}, {@code resource_metrics}: field 1. */
  static final int RESOURCE_FIELD = 0x0A;

  private static final HexFormat HEX = HexFormat.of();
  private static final int SHOWN_BYTES = 100;

  private final Limits limits;
  private final JsonFactory json;

  OtlpProtobufFormat(Limits limits) {
    this.limits = limits;
    this.json = new JsonDocuments(limits).factory();
  }

  @Override
  public String name() {
    return "otlp-protobuf";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    return OtlpWire.isRequest(head, 0) || OtlpWire.isFramed(head)
        ? Recognition.YES
        : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    Frames frames = new Frames(in, limits.recordBytes());
    long message = 1;
    try {
      if (frames.peekByte() == RESOURCE_FIELD) {
        request(frames, new PlacedRecords(sink, message));
        return;
      }
      for (int length = frames.readBigEndianLength();
          length >= 0;
          length = frames.readBigEndianLength()) {
        framed(frames.readBytes(length), new PlacedRecords(sink, message));
        message++;
      }
    } catch (EOFException cut) {
      sink.reject(new Reject(Position.of(message, 0), "cut off: the message ends too early", ""));
    } catch (MalformedValueException broken) {
      sink.reject(new Reject(Position.of(message, 0), broken.getMessage(), ""));
    }
  }

  /** Resource by resource, so that only one of them is in memory. */
  private static void request(Frames frames, PlacedRecords records) throws IOException {
    for (int field = frames.readByte(); field >= 0; field = frames.readByte()) {
      if (field != RESOURCE_FIELD) {
        throw new MalformedValueException("broken protobuf: not an OTLP request");
      }
      resource(frames.readBytes(frames.readVarint()), records);
    }
  }

  private void framed(byte[] message, PlacedRecords records) throws IOException {
    byte[] request = OtlpWire.isZstd(message, 0) ? unpacked(message) : message;
    if (request.length > 0 && request[0] == '{') {
      jsonRequest(request, records);
      return;
    }
    try {
      request(new Frames(new ByteArrayInputStream(request), limits.recordBytes()), records);
    } catch (EOFException cut) {
      records.reject("broken protobuf: a length beyond its message", shown(request));
    } catch (MalformedValueException broken) {
      records.reject(broken.getMessage(), shown(request));
    }
  }

  private static void resource(byte[] message, PlacedRecords records) {
    try {
      OtlpMessages.read(message, records);
    } catch (InvalidProtocolBufferException broken) {
      records.reject("broken protobuf: " + broken.getMessage(), shown(message));
    }
  }

  private void jsonRequest(byte[] message, PlacedRecords records) throws IOException {
    OtlpRequest request = new OtlpRequest();
    try (JsonParser parser = json.createParser(message)) {
      parser.nextToken();
      request.read(parser, () -> {});
    } catch (JsonProcessingException broken) {
      records.reject("broken JSON", "");
      return;
    }
    for (OtlpRequest.Draft draft : request.drafts()) {
      records.draft(draft);
    }
  }

  private byte[] unpacked(byte[] message) throws IOException {
    PackedBytes packed = new PackedBytes(new ByteArrayInputStream(message));
    try (InputStream bounded =
        new UnpackedInputStream(Packing.ZSTD, packed, new Inflation(packed, limits))) {
      byte[] request = bounded.readNBytes(limits.recordBytes());
      if (bounded.read() >= 0) {
        throw new MalformedValueException("longer than " + limits.recordBytes() + " bytes");
      }
      return request;
    }
  }

  private static String shown(byte[] message) {
    return HEX.formatHex(message, 0, Math.min(message.length, SHOWN_BYTES));
  }
}
