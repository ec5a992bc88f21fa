package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As instrumentation without routes records: HTTP spans are named by method and full path, with an
 * id of their own for each field of the route, and no attribute says the route.
 */
final class RawPaths implements Recording {
  private static final Pattern FIELD = Pattern.compile("\\{[^}]*\\}");

  private final Recording recording;

  RawPaths(Recording recording) {
    this.recording = recording;
  }

  @Override
  public void span(Span span) {
    Attributes attributes = span.attributes();
    String route = attributes.get("http.route").or(() -> attributes.get("url.template")).orElse("");
    if (!route.startsWith("/")) {
      recording.span(span);
      return;
    }
    Attributes.Builder kept = Attributes.builder();
    attributes
        .text()
        .forEach(
            (key, value) -> {
              if (!key.equals("http.route") && !key.equals("url.template")) {
                kept.put(key, value);
              }
            });
    attributes.numbers().forEach(kept::put);
    recording.span(
        new Span(
            span.traceId(),
            span.spanId(),
            span.parentSpanId(),
            span.traceState(),
            span.resource(),
            attributes.text().get("http.request.method") + " " + filled(route, span.spanId()),
            span.kind(),
            span.startUnixNanos(),
            span.endUnixNanos(),
            span.status(),
            span.statusMessage(),
            kept.build(),
            span.events(),
            span.links(),
            span.scope()));
  }

  private static String filled(String route, String spanId) {
    return FIELD.matcher(route).replaceAll(Matcher.quoteReplacement("o7" + spanId));
  }

  @Override
  public void log(LogRecord log) {
    recording.log(log);
  }

  @Override
  public void metric(MetricPoint point) {
    recording.metric(point);
  }
}
