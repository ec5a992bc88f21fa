package io.distributeddebug.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The lines of a text file that are not blank; one that is too long is a reject. */
final class TextLines {
  private final Lines lines;
  private final Limits limits;
  private final TelemetrySink sink;
  private String text = "";

  TextLines(InputStream in, Limits limits, TelemetrySink sink) {
    this.lines = new Lines(in, limits.recordBytes());
    this.limits = limits;
    this.sink = sink;
  }

  boolean next() throws IOException {
    while (lines.next()) {
      if (lines.isTooLong()) {
        text = new String(lines.bytes(), 0, Reject.LONGEST_TEXT, StandardCharsets.UTF_8);
        reject("longer than " + limits.recordBytes() + " bytes");
      } else if (!lines.isBlank()) {
        text = text(lines);
        return true;
      }
    }
    return false;
  }

  String text() {
    return text;
  }

  long position() {
    return Position.of(lines.number(), 0);
  }

  void reject(String reason) {
    sink.reject(new Reject(position(), reason, text));
  }

  /** The first lines of a file's head, blank ones too, at most so many. */
  static List<String> ofHead(byte[] head, int most) {
    List<String> first = new ArrayList<>();
    try {
      Lines lines = new Lines(new ByteArrayInputStream(head), TelemetryFormat.HEAD_BYTES);
      while (first.size() < most && lines.next()) {
        first.add(text(lines));
      }
      return first;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  static String text(Lines lines) {
    return new String(lines.bytes(), 0, lines.length(), StandardCharsets.UTF_8);
  }
}
