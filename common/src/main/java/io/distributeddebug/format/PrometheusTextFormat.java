package io.distributeddebug.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The Prometheus text exposition (0.0.4), and scrapes appended to one another. A line that is no
 * sample is a reject, the rest is read; samples without metadata are typed by their names.
 */
final class PrometheusTextFormat implements TelemetryFormat {
  private final Limits limits;

  PrometheusTextFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "prometheus-text";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    return ExpositionHead.of(head).isPrometheusText() ? Recognition.YES : Recognition.NO;
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    Lines lines = new Lines(in, limits.recordBytes());
    PrometheusPoints points = new PrometheusPoints(sink, 0);
    ExpositionFamily family = new ExpositionFamily("", ExpositionFamily.Type.UNKNOWN, "");
    try {
      while (lines.next()) {
        if (lines.isBlank()) {
          continue;
        }
        String line = text(lines);
        Optional<ExpositionFamily> typed = typed(line);
        if (typed.isPresent()) {
          family.give(points);
          family = typed.get();
        } else if (!line.startsWith("#") || line.indexOf('\uFFFD') >= 0) {
          family = sample(lines, line, family, points, sink);
        }
      }
    } finally {
      family.give(points);
      points.pass();
    }
  }

  private ExpositionFamily sample(
      Lines lines,
      String line,
      ExpositionFamily family,
      PrometheusPoints points,
      TelemetrySink sink) {
    long position = Position.of(lines.number(), 0);
    try {
      if (lines.isTooLong()) {
        throw new MalformedValueException("longer than " + limits.recordBytes() + " bytes");
      }
      ExpositionSample sample = ExpositionLine.read(line, ExpositionLine.Dialect.PROMETHEUS);
      ExpositionFamily home = family;
      if (!family.holds(sample.name())) {
        family.give(points);
        home = new ExpositionFamily(sample.name(), ExpositionFamily.Type.UNKNOWN, "");
      }
      home.add(sample, position);
      return home;
    } catch (MalformedValueException broken) {
      sink.reject(
          new Reject(
              position, broken.getMessage(), line.substring(0, Math.min(line.length(), 4000))));
      return family;
    }
  }

  /** The metric that a TYPE line begins. A counter's samples have its very name here. */
  private static Optional<ExpositionFamily> typed(String line) {
    String[] parts = line.trim().split("[ \\t]+", -1);
    if (parts.length != 4 || !parts[0].equals("#") || !parts[1].equals("TYPE")) {
      return Optional.empty();
    }
    String type = parts[3].equals("untyped") ? "unknown" : parts[3];
    return ExpositionFamily.Type.named(type)
        .map(
            known ->
                known == ExpositionFamily.Type.COUNTER
                    ? ExpositionFamily.counter(parts[2])
                    : new ExpositionFamily(parts[2], known, ""));
  }

  private static String text(Lines lines) {
    return new String(lines.bytes(), 0, lines.length(), StandardCharsets.UTF_8);
  }
}
