package io.distributeddebug.format;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/** Logs in logfmt, one record a line: {@code ts=... level=info msg="it is up"}. */
final class LogfmtFormat implements TelemetryFormat {
  private final Limits limits;

  LogfmtFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "logfmt";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    LogContents contents = new LogContents(limits);
    boolean pairs =
        TextLines.ofHead(head, 1).stream()
            .flatMap(line -> Logfmt.read(line).stream())
            .anyMatch(fields -> fields.size() > 1 && contents.isLog(fields));
    return pairs ? Recognition.YES : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    StructuredLogs logs = new StructuredLogs();
    Map<String, String> resource = PodLogPath.resource(fileName);
    TextLines lines = new TextLines(in, limits, sink);
    while (lines.next()) {
      String line = lines.text();
      Optional<Map<String, Object>> fields = Logfmt.read(line);
      if (fields.isEmpty()) {
        lines.reject("not a line of logfmt");
      } else {
        sink.log(
            logs.read(fields.get(), new StructuredLogs.Around(0, resource, Map.of(), line)),
            lines.position());
      }
    }
  }
}
