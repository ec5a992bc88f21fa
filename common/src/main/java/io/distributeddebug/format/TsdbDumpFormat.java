package io.distributeddebug.format;

import io.distributeddebug.telemetry.MetricPoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * What {@code promtool tsdb dump} prints: {@code {__name__="up", job="node"} 1 1700000000000}, one
 * sample a line, time in milliseconds. There is no metadata: names tell counters from gauges.
 */
final class TsdbDumpFormat implements TelemetryFormat {
  private static final String BEGINNING = "{__name__=\"";

  private final Limits limits;

  TsdbDumpFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "prometheus-tsdb-dump";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    String text = new String(head, StandardCharsets.UTF_8);
    return text.startsWith(BEGINNING, text.startsWith("\uFEFF") ? 1 : 0)
        ? Recognition.YES
        : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    Lines lines = new Lines(in, limits.recordBytes());
    PrometheusLabels labels = new PrometheusLabels();
    while (lines.next()) {
      if (lines.isBlank()) {
        continue;
      }
      long position = Position.of(lines.number(), 0);
      int length = lines.isTooLong() ? Reject.LONGEST_TEXT : lines.length();
      String line = new String(lines.bytes(), 0, length, StandardCharsets.UTF_8);
      try {
        if (lines.isTooLong()) {
          throw new MalformedValueException("longer than " + limits.recordBytes() + " bytes");
        }
        ExpositionSample sample = ExpositionLine.read(line, ExpositionLine.Dialect.PROMETHEUS);
        sink.metric(point(sample, labels), position);
      } catch (MalformedValueException broken) {
        sink.reject(new Reject(position, broken.getMessage(), line));
      }
    }
  }

  private static MetricPoint point(ExpositionSample sample, PrometheusLabels labels) {
    PrometheusLabels.Split split = labels.split(sample.labels());
    return new MetricPoint(
        sample.name(),
        "",
        ExpositionFamily.kind(sample.name()),
        split.resource(),
        split.attributes(),
        0,
        sample.unixNanos().orElse(0),
        sample.value(),
        0,
        "");
  }
}
