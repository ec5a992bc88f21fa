package io.distributeddebug.format;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/** What OTLP's protobuf messages look like before they are parsed. */
final class OtlpWire {
  private static final int LENGTH_BYTES = 4;
  private static final int TRACE_ID_BYTES = 16;

  /** Field 2 of a resource's message and of a scope's: the scopes, the records. */
  private static final int CONTENT_FIELD = 0x12;

  private static final int SCHEMA_FIELD = 0x1A;

  private OtlpWire() {}

  /** What a message of one resource holds; all signals have the same outer fields. */
  enum Signal {
    SPANS,
    LOGS,
    METRICS,
    /** No record by which to tell. */
    NONE
  }

  /** By the first record; its fields have other numbers and types in each signal. */
  static Signal signal(byte[] resource) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(resource);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (tag == CONTENT_FIELD) {
        int outer = in.pushLimit(in.readRawVarint32());
        for (int inner = in.readTag(); inner != 0; inner = in.readTag()) {
          if (inner == CONTENT_FIELD) {
            in.pushLimit(in.readRawVarint32());
            return signalOfRecord(in);
          }
          in.skipField(inner);
        }
        in.popLimit(outer);
      } else {
        in.skipField(tag);
      }
    }
    return Signal.NONE;
  }

  /**
   * Whether a request begins there: a resource whose first attribute has a readable key, or no
   * resource and a scope.
   */
  static boolean isRequest(byte[] head, int from) {
    int at = inside(head, from, OtlpProtobufFormat.RESOURCE_FIELD);
    if (at < 0 || at >= head.length) {
      return false;
    }
    if (head[at] == CONTENT_FIELD) {
      int scope = inside(head, at, CONTENT_FIELD);
      return scope > 0
          && scope < head.length
          && (head[scope] == CONTENT_FIELD || isText(head, scope, 0x0A, 0x0A));
    }
    int resource = inside(head, at, 0x0A);
    if (resource < 0 || resource >= head.length) {
      return false;
    }
    boolean empty = resource == at + 2 && head[at + 1] == 0;
    return empty
        ? head[resource] == CONTENT_FIELD || head[resource] == SCHEMA_FIELD
        : isText(head, resource, 0x0A, 0x0A);
  }

  /** Whether requests with their lengths before them begin there, packed ones or not. */
  static boolean isFramed(byte[] head) {
    if (head.length <= LENGTH_BYTES || head[0] != 0) {
      return false;
    }
    return isRequest(head, LENGTH_BYTES) || isZstd(head, LENGTH_BYTES) || isJson(head);
  }

  static boolean isZstd(byte[] bytes, int from) {
    return bytes.length >= from + 4
        && (bytes[from] & 0xFF) == 0x28
        && (bytes[from + 1] & 0xFF) == 0xB5
        && (bytes[from + 2] & 0xFF) == 0x2F
        && (bytes[from + 3] & 0xFF) == 0xFD;
  }

  private static Signal signalOfRecord(CodedInputStream in) throws IOException {
    boolean named = false;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      int type = WireFormat.getTagWireType(tag);
      boolean logTime = type == WireFormat.WIRETYPE_FIXED64 && (field == 1 || field == 11);
      boolean severity = type == WireFormat.WIRETYPE_VARINT && field == 2;
      boolean logFlags = type == WireFormat.WIRETYPE_FIXED32 && field == 8;
      if (logTime || severity || logFlags) {
        return Signal.LOGS;
      }
      boolean spanTime = type == WireFormat.WIRETYPE_FIXED64 && (field == 7 || field == 8);
      boolean kind = type == WireFormat.WIRETYPE_VARINT && field == 6;
      if (spanTime || kind) {
        return Signal.SPANS;
      }
      if (tag == 0x0A) {
        byte[] first = in.readByteArray();
        if (first.length == TRACE_ID_BYTES && !isReadable(first, 0, first.length)) {
          return Signal.SPANS; // a trace id, where a metric has its name
        }
        named = true;
      } else {
        in.skipField(tag);
      }
    }
    return named ? Signal.METRICS : Signal.LOGS;
  }

  /** Where a field's content begins, if that field is there; else -1. */
  private static int inside(byte[] head, int from, int field) {
    if (from >= head.length || head[from] != field) {
      return -1;
    }
    int at = from + 1;
    while (at < head.length && head[at] < 0 && at < from + 6) {
      at++;
    }
    return at + 1;
  }

  /** Whether two fields, one in the other, hold readable text, as an attribute's key is. */
  private static boolean isText(byte[] head, int from, int outer, int inner) {
    int at = inside(head, from, outer);
    int text = at < 0 || at >= head.length ? -1 : inside(head, at, inner);
    if (text < 0 || text >= head.length) {
      return at > 0 && at < head.length && isReadable(head, at, head[at - 1]);
    }
    return isReadable(head, text, head[text - 1]);
  }

  private static boolean isReadable(byte[] head, int from, int length) {
    for (int i = from; i < Math.min(head.length, from + length); i++) {
      if (head[i] < ' ' || head[i] == 0x7F) {
        return false;
      }
    }
    return length > 0;
  }

  private static boolean isJson(byte[] head) {
    String text =
        new String(
            head,
            LENGTH_BYTES,
            Math.min(head.length - LENGTH_BYTES, 12),
            java.nio.charset.StandardCharsets.UTF_8);
    return text.startsWith("{\"resource");
  }
}
