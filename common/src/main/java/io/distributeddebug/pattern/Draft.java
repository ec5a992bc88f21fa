package io.distributeddebug.pattern;

import io.distributeddebug.finding.Evidence;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.finding.Measure;
import io.distributeddebug.finding.Severity;
import io.distributeddebug.finding.Unit;
import io.distributeddebug.telemetry.Window;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A finding in the making: measures first; {@link #saying} then makes the sentence from them, each
 * {@code {name}} being the measure of that name with its unit, so that text and numbers agree.
 */
final class Draft {
  private final String kind;
  private final Severity severity;
  private final Window window;
  private final List<String> services = new ArrayList<>();
  private final List<Measure> measures = new ArrayList<>();
  private final List<Evidence> evidence = new ArrayList<>();
  private String operation = "";
  private double confidence;
  private String recommendation = "";

  private Draft(String kind, Severity severity, Window window) {
    this.kind = kind;
    this.severity = severity;
    this.window = window;
  }

  static Draft of(String kind, Severity severity, Window window) {
    return new Draft(kind, severity, window);
  }

  Draft about(String... names) {
    services.addAll(List.of(names));
    return this;
  }

  Draft operation(String name) {
    operation = name;
    return this;
  }

  Draft measure(String name, long value, Unit unit) {
    return measure(name, (double) value, unit);
  }

  Draft measure(String name, double value, Unit unit) {
    measures.add(new Measure(name, value, unit));
    return this;
  }

  /**
   * How sure it is: what chance leaves open, less where samples are few or traces are torn.
   *
   * @param chance probability of a false alarm after the correction for many looks
   * @param samples how many observations it stands on
   */
  Draft sure(double chance, long samples, double completenessRatio) {
    double bySample = samples / (samples + 2.0);
    double byCompleteness = 0.5 + 0.5 * completenessRatio;
    confidence = Math.max(0, Math.min(0.99, (1 - chance) * bySample * byCompleteness));
    return this;
  }

  Draft recommending(String text) {
    recommendation = text;
    return this;
  }

  /** Points to a trace; nothing where the id is empty. */
  Draft trace(String traceId, String statement, long nanos) {
    if (!traceId.isEmpty()) {
      evidence.add(
          new Evidence(
              "spans",
              statement,
              (double) nanos,
              Unit.NANOS,
              Optional.empty(),
              traceId,
              "SELECT * FROM trace_spans WHERE trace_id = '%s' ORDER BY tree_position"
                  .formatted(traceId.replaceAll("[^0-9a-f]", ""))));
    }
    return this;
  }

  Draft evidence(
      String signal,
      String statement,
      double value,
      Unit unit,
      double baseline,
      String where,
      String query) {
    evidence.add(new Evidence(signal, statement, value, unit, Optional.of(baseline), where, query));
    return this;
  }

  /** Ends the draft with its sentence. */
  Finding saying(String sentence) {
    String summary = sentence;
    for (Measure measure : measures) {
      summary = summary.replace("{" + measure.name() + "}", shown(measure));
    }
    return new Finding(
        kind,
        severity,
        confidence,
        window,
        services,
        operation,
        summary,
        measures,
        evidence,
        recommendation);
  }

  /** The value as people read it. */
  private static String shown(Measure measure) {
    double value = measure.value();
    return switch (measure.unit()) {
      case RATIO -> String.format(Locale.ROOT, value < 0.1 ? "%.2f %%" : "%.1f %%", 100 * value);
      case NANOS -> duration(value);
      case BYTES -> String.format(Locale.ROOT, "%.1f MB", value / 1e6);
      case PER_SECOND -> plain(value) + "/s";
      case COUNT, NATS -> plain(value);
    };
  }

  /** Three digits that count, or all of a whole number. */
  private static String plain(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return String.format(Locale.ROOT, "%,d", (long) value);
    }
    return Double.isFinite(value)
        ? new BigDecimal(value).round(new MathContext(3)).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }

  private static String duration(double nanos) {
    if (nanos < 1e6) {
      return String.format(Locale.ROOT, "%.0f µs", nanos / 1e3);
    }
    if (nanos < 1e9) {
      return String.format(Locale.ROOT, nanos < 1e7 ? "%.1f ms" : "%.0f ms", nanos / 1e6);
    }
    return String.format(Locale.ROOT, "%.1f s", nanos / 1e9);
  }

  /** A text as SQL string literal. */
  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
