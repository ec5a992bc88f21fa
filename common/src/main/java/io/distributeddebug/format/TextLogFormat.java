package io.distributeddebug.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Text whose lines begin with a time, in brackets or not. Lines without one go on in the record
 * before them, as stack traces do. Severity and trace are looked for in the text: {@link LogText}.
 */
final class TextLogFormat implements TelemetryFormat {
  private static final int LONGEST = 1 << 18;

  private final Limits limits;

  TextLogFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "text-log";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    try {
      Lines lines = new Lines(new ByteArrayInputStream(head), HEAD_BYTES);
      while (lines.next()) {
        if (!lines.isBlank()) {
          return isOwn(fileName, head, TextLines.text(lines)) ? Recognition.YES : Recognition.NO;
        }
      }
      return Recognition.NO;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Other formats' lines begin with a time as well. */
  private boolean isOwn(String fileName, byte[] head, String line) {
    return LogText.beginsWithTime(line)
        && new CriLogFormat(limits).recognises(fileName, head) instanceof Recognition.No
        && new AccessLogFormat(limits).recognises(fileName, head) instanceof Recognition.No;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    Map<String, String> resource = PodLogPath.resource(fileName);
    LogContents contents = new LogContents(limits);
    TextLines lines = new TextLines(in, limits, sink);
    StringBuilder record = new StringBuilder();
    long position = 0;
    try {
      while (lines.next()) {
        String line = lines.text();
        boolean begins = LogText.beginsWithTime(line);
        if (!begins && record.length() > 0 && record.length() + line.length() < LONGEST) {
          record.append('\n').append(line);
          continue;
        }
        give(record, resource, contents, position, sink);
        if (begins) {
          record.append(line);
          position = lines.position();
        } else {
          lines.reject("a line without a time, and no record before it that it could belong to");
        }
      }
    } finally {
      give(record, resource, contents, position, sink);
    }
  }

  private static void give(
      StringBuilder record,
      Map<String, String> resource,
      LogContents contents,
      long position,
      TelemetrySink sink) {
    if (record.length() > 0) {
      String text = record.toString();
      record.setLength(0);
      sink.log(
          contents.text(text, new StructuredLogs.Around(0, resource, Map.of(), text)), position);
    }
  }
}
