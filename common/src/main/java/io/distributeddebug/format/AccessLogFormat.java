package io.distributeddebug.format;

import io.distributeddebug.telemetry.LogRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;

/**
 * Access logs of Envoy, Istio (sidecars, waypoints and ztunnel), Linkerd, Apache and nginx, one
 * request a line, in text or JSON. A time that Kubernetes put before the line is kept as {@code
 * observed_timestamp}. Other lines of the proxy are logs of their own.
 */
final class AccessLogFormat implements TelemetryFormat {
  private static final int LINES_LOOKED_AT = 5;

  private final Limits limits;

  AccessLogFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "access-log";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    JsonShape shape = JsonShape.of(head);
    boolean json =
        EnvoyAccessLogs.isAccessLog(shape.paths())
            || MeshAccessLogs.isLinkerd(shape.paths())
            || MeshAccessLogs.isZtunnel(shape.paths());
    return json || hasAccessLine(head) ? Recognition.YES : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    LogContents contents = new LogContents(limits);
    TextLines lines = new TextLines(in, limits, sink);
    while (lines.next()) {
      String line = lines.text();
      int prefix = observedEnd(line);
      Map<String, String> observed =
          prefix == 0 ? Map.of() : Map.of("observed_timestamp", line.substring(0, prefix).trim());
      String rest = line.substring(prefix);
      LogRecord log = contents.read(rest, new StructuredLogs.Around(0, Map.of(), observed, rest));
      if (log.unixNanos() == 0) {
        lines.reject("no access log: neither its form nor a time is known");
      } else {
        sink.log(log, lines.position());
      }
    }
  }

  /** The request that a line of one of the known forms tells. */
  static Optional<AccessLog> ofText(String line) {
    return EnvoyAccessLogs.ofText(line)
        .or(() -> MeshAccessLogs.ofZtunnelText(line))
        .or(() -> MeshAccessLogs.ofApacheText(line));
  }

  static Optional<AccessLog> ofFields(Map<String, Object> fields) {
    if (EnvoyAccessLogs.isAccessLog(fields.keySet())) {
      return Optional.of(EnvoyAccessLogs.ofFields(fields));
    }
    if (MeshAccessLogs.isLinkerd(fields.keySet())) {
      return Optional.of(MeshAccessLogs.ofLinkerd(fields));
    }
    return MeshAccessLogs.isZtunnel(fields.keySet())
        ? Optional.of(MeshAccessLogs.ofZtunnel(fields))
        : Optional.empty();
  }

  private static boolean hasAccessLine(byte[] head) {
    return TextLines.ofHead(head, LINES_LOOKED_AT).stream()
        .anyMatch(line -> ofText(line.substring(observedEnd(line))).isPresent());
  }

  /** How long the time is that {@code kubectl logs --timestamps} puts before a line. */
  private static int observedEnd(String line) {
    int blank = line.indexOf(' ');
    boolean shaped = blank >= 20 && blank <= 35 && blank + 1 < line.length();
    return shaped
            && line.charAt(blank + 1) != 's'
            && TimeText.ISO.nanos(line.substring(0, blank)).isPresent()
        ? blank + 1
        : 0;
  }
}
