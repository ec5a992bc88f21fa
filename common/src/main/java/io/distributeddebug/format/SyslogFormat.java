package io.distributeddebug.format;

import io.distributeddebug.telemetry.LogRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Syslog by RFC 5424: {@code <priority>1 time host app process message-id [data] message}. The host
 * is the node, the app the service; structured data are attributes; the message is read as JSON,
 * logfmt or text.
 */
final class SyslogFormat implements TelemetryFormat {
  private final Limits limits;

  SyslogFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "syslog";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    return TextLines.ofHead(head, 1).stream().anyMatch(line -> Message.of(line).isPresent())
        ? Recognition.YES
        : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    LogContents contents = new LogContents(limits);
    TextLines lines = new TextLines(in, limits, sink);
    while (lines.next()) {
      Optional<Message> read = Message.of(lines.text());
      if (read.isEmpty()) {
        lines.reject("not a message of syslog (RFC 5424)");
        continue;
      }
      Message message = read.get();
      LogRecord log =
          contents.readAt(
              message.text,
              new StructuredLogs.Around(
                  message.unixNanos, message.resource, message.attributes, message.text));
      sink.log(log, lines.position());
    }
  }

  private record Message(
      long unixNanos, Map<String, String> resource, Map<String, String> attributes, String text) {
    private static final int FIELDS = 6;

    static Optional<Message> of(String line) {
      int close = line.indexOf('>');
      boolean shaped =
          line.startsWith("<") && close >= 2 && close <= 4 && line.startsWith("1 ", close + 1);
      if (!shaped || !line.substring(1, close).chars().allMatch(c -> c >= '0' && c <= '9')) {
        return Optional.empty();
      }
      String[] header = line.substring(close + 3).split(" ", FIELDS);
      OptionalLong nanos = header.length < FIELDS ? OptionalLong.empty() : time(header[0]);
      if (nanos.isEmpty()) {
        return Optional.empty();
      }
      Map<String, String> resource = new TreeMap<>();
      put(resource, "host.name", header[1]);
      put(resource, "service.name", header[2]);
      Map<String, String> attributes = new LinkedHashMap<>();
      put(attributes, "process.pid", header[3]);
      put(attributes, "syslog.msgid", header[4]);
      int priority = Integer.parseInt(line.substring(1, close));
      attributes.put("syslog.facility", Integer.toString(priority / 8));
      attributes.put("level", Integer.toString(priority % 8));
      int end = data(header[5], attributes);
      return end < 0
          ? Optional.empty()
          : Optional.of(
              new Message(
                  nanos.getAsLong(), resource, attributes, message(header[5].substring(end))));
    }

    private static OptionalLong time(String text) {
      return text.equals("-") ? OptionalLong.of(0) : TimeText.ISO.nanos(text);
    }

    private static void put(Map<String, String> map, String key, String value) {
      if (!value.equals("-")) {
        map.put(key, value);
      }
    }

    private static String message(String rest) {
      String text = rest.startsWith(" ") ? rest.substring(1) : rest;
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Where the structured data end: a hyphen, or elements {@code [id key="value" ...]}; or -1. */
    private static int data(String rest, Map<String, String> attributes) {
      if (rest.startsWith("-")) {
        return 1;
      }
      int at = 0;
      while (at < rest.length() && rest.charAt(at) == '[') {
        int end = at;
        boolean quoted = false;
        while (end < rest.length() && (quoted || rest.charAt(end) != ']')) {
          boolean escaped = quoted && rest.charAt(end) == '\\';
          quoted ^= rest.charAt(end) == '"';
          end += escaped ? 2 : 1;
        }
        if (end >= rest.length()) {
          return -1;
        }
        int id = rest.indexOf(' ', at);
        if (id > 0 && id < end) {
          Logfmt.read(rest.substring(id + 1, end))
              .ifPresent(
                  pairs -> pairs.forEach((key, value) -> attributes.put(key, value.toString())));
        }
        at = end + 1;
      }
      return at == 0 ? -1 : at;
    }
  }
}
