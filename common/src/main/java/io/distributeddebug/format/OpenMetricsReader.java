package io.distributeddebug.format;

import java.util.HashSet;
import java.util.Set;

/** Takes an OpenMetrics exposition line by line and gives each metric when it is complete. */
final class OpenMetricsReader {
  private final PrometheusPoints points;
  private final TelemetrySink sink;
  private final Set<String> names = new HashSet<>();
  private OpenMetricsFamily family = OpenMetricsFamily.none();
  private boolean begun;
  private boolean ended;

  OpenMetricsReader(PrometheusPoints points, TelemetrySink sink) {
    this.points = points;
    this.sink = sink;
  }

  boolean hasBegun() {
    return begun;
  }

  /** Whether {@code # EOF} was read. */
  boolean isEnded() {
    return ended;
  }

  void line(String line, long number) throws MalformedValueException {
    if (ended) {
      throw new MalformedValueException("a line after # EOF");
    }
    begun = true;
    if (line.equals("# EOF")) {
      ended = true;
    } else if (line.startsWith("#")) {
      metadata(line, number);
    } else if (line.isEmpty()) {
      throw new MalformedValueException("a blank line");
    } else {
      ExpositionSample sample = ExpositionLine.read(line, ExpositionLine.Dialect.OPEN_METRICS);
      if (!family.holds(sample.name())) {
        begin(sample.name(), number);
        family.assumeUnknown();
      }
      family.sample(sample, number);
    }
  }

  void end() throws MalformedValueException {
    family.give(names, points, sink);
    family = OpenMetricsFamily.none();
  }

  private void metadata(String line, long number) throws MalformedValueException {
    String[] parts = line.split(" ", 4);
    if (parts.length < 4 || !parts[0].equals("#")) {
      throw new MalformedValueException("neither metadata nor a sample");
    }
    if (!family.isNamed(parts[2])) {
      begin(parts[2], number);
    }
    family.metadata(parts[1], parts[3]);
  }

  private void begin(String name, long number) throws MalformedValueException {
    end();
    family = OpenMetricsFamily.named(name, number);
  }
}
