package io.distributeddebug.format;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** A metric of an OpenMetrics exposition while it is read, held to the specification's rules. */
final class OpenMetricsFamily {
  private final String name;
  private final long line;
  private final List<Numbered> samples = new ArrayList<>();
  private final Set<SortedMap<String, String>> groups = new HashSet<>();
  private Optional<ExpositionFamily.Type> type = Optional.empty();
  private Optional<String> unit = Optional.empty();
  private boolean documented;
  private Optional<SortedMap<String, String>> group = Optional.empty();
  private OptionalLong groupTime = OptionalLong.empty();

  private record Numbered(ExpositionSample sample, long line) {}

  private OpenMetricsFamily(String name, long line) {
    this.name = name;
    this.line = line;
  }

  /** What there is before the first metric. */
  static OpenMetricsFamily none() {
    return new OpenMetricsFamily("", 0);
  }

  static OpenMetricsFamily named(String name, long line) throws MalformedValueException {
    if (!ExpositionLine.isMetricName(name)) {
      throw new MalformedValueException("no metric name");
    }
    return new OpenMetricsFamily(name, line);
  }

  boolean isNamed(String other) {
    return name.equals(other);
  }

  boolean holds(String sample) {
    return !name.isEmpty()
        && sample.startsWith(name)
        && type().suffixes().contains(sample.substring(name.length()));
  }

  void assumeUnknown() {
    type = Optional.of(ExpositionFamily.Type.UNKNOWN);
  }

  void metadata(String keyword, String value) throws MalformedValueException {
    if (!samples.isEmpty()) {
      throw new MalformedValueException("metadata after samples");
    }
    switch (keyword) {
      case "HELP" -> {
        require(!documented, "more than one HELP for a metric");
        documented = true;
      }
      case "TYPE" -> {
        require(type.isEmpty(), "more than one TYPE for a metric");
        type = ExpositionFamily.Type.named(value);
        require(type.isPresent(), "unknown TYPE");
      }
      case "UNIT" -> {
        require(unit.isEmpty(), "more than one UNIT for a metric");
        require(value.isEmpty() || ExpositionLine.isMetricName("_" + value), "no unit");
        unit = Optional.of(value);
      }
      default -> throw new MalformedValueException("neither HELP, TYPE nor UNIT");
    }
  }

  void sample(ExpositionSample sample, long number) throws MalformedValueException {
    String suffix = sample.name().substring(name.length());
    checkLabels(sample, suffix);
    checkOrder(sample);
    checkValue(sample, suffix);
    samples.add(new Numbered(sample, number));
  }

  /**
   * Gives the points; a histogram that contradicts itself is one reject instead, as is each value
   * of a summary that is negative.
   */
  void give(Set<String> names, PrometheusPoints points, TelemetrySink sink)
      throws MalformedValueException {
    if (name.isEmpty()) {
      return;
    }
    Set<String> own = new HashSet<>(Set.of(name));
    type().suffixes().forEach(suffix -> own.add(name + suffix));
    for (String one : own) {
      require(names.add(one), "two metrics of the same name");
    }
    String units = unit.orElse("");
    require(units.isEmpty() || name.endsWith("_" + units), "the name does not end with its unit");
    require(
        units.isEmpty()
            || (type() != ExpositionFamily.Type.INFO && type() != ExpositionFamily.Type.STATESET),
        "a unit for a type that has none");
    if (type() == ExpositionFamily.Type.HISTOGRAM
        || type() == ExpositionFamily.Type.GAUGEHISTOGRAM) {
      Optional<String> fault =
          OpenMetricsHistogram.fault(name, samples.stream().map(Numbered::sample).toList());
      if (fault.isPresent()) {
        sink.reject(new Reject(Position.of(line, 0), fault.get(), name));
        return;
      }
    }
    ExpositionFamily family = new ExpositionFamily(name, type(), units);
    for (Numbered one : samples) {
      boolean refused =
          type() == ExpositionFamily.Type.SUMMARY
              && !one.sample.name().endsWith("_created")
              && one.sample.value() < 0;
      if (refused) {
        String text = one.sample.name() + one.sample.labels() + " " + one.sample.value();
        sink.reject(new Reject(Position.of(one.line, 0), "a negative summary value", text));
      } else {
        family.add(one.sample, Position.of(one.line, 0));
      }
    }
    family.give(points);
  }

  private ExpositionFamily.Type type() {
    return type.orElse(ExpositionFamily.Type.UNKNOWN);
  }

  private void checkLabels(ExpositionSample sample, String suffix) throws MalformedValueException {
    if (type() == ExpositionFamily.Type.STATESET) {
      require(sample.labels().containsKey(name), "a stateset without its label");
    }
    if (suffix.equals("_bucket")) {
      String le = sample.labels().getOrDefault("le", "NaN");
      double bound = ExpositionLine.number(le);
      boolean canonical = bound != Double.POSITIVE_INFINITY || le.equals("+Inf");
      require(!Double.isNaN(bound) && canonical, "a bucket without a usable le label");
    }
    if (type() == ExpositionFamily.Type.SUMMARY && suffix.isEmpty()) {
      double quantile = ExpositionLine.number(sample.labels().getOrDefault("quantile", "-1"));
      require(quantile >= 0 && quantile <= 1, "a quantile outside 0 to 1");
    }
  }

  private void checkOrder(ExpositionSample sample) throws MalformedValueException {
    SortedMap<String, String> own = new TreeMap<>(sample.labels());
    if (type() == ExpositionFamily.Type.INFO) {
      own.clear();
    } else if (type() == ExpositionFamily.Type.SUMMARY && sample.name().equals(name)) {
      own.remove("quantile");
    } else if (type() == ExpositionFamily.Type.STATESET) {
      own.remove(name);
    } else if (type() == ExpositionFamily.Type.HISTOGRAM
        || type() == ExpositionFamily.Type.GAUGEHISTOGRAM) {
      own.remove("le");
    }
    OptionalLong time = sample.unixNanos();
    if (group.isPresent() && group.get().equals(own)) {
      require(time.isPresent() == groupTime.isPresent(), "times on some of a series' samples");
      require(
          time.isEmpty()
              || time.getAsLong() >= groupTime.getAsLong()
              || type() == ExpositionFamily.Type.INFO,
          "times go backwards");
    } else {
      require(groups.add(own), "samples of a series are not together");
    }
    group = Optional.of(own);
    groupTime = time;
  }

  private void checkValue(ExpositionSample sample, String suffix) throws MalformedValueException {
    double value = sample.value();
    boolean counted =
        suffix.equals("_bucket") || suffix.equals("_count") || suffix.equals("_gcount");
    if (type() == ExpositionFamily.Type.STATESET) {
      require(value == 0 || value == 1, "a stateset value other than 0 and 1");
    }
    if (type() == ExpositionFamily.Type.INFO) {
      require(value == 1, "an info value other than 1");
    }
    boolean adds = counted || suffix.equals("_total") || suffix.equals("_sum");
    if (adds || suffix.equals("_gsum")) {
      require(!Double.isNaN(value), "a counter that is not a number");
    }
    if (adds && !suffix.equals("_sum")) {
      require(value >= 0, "a negative counter");
    }
    if (counted) {
      require(value == Math.rint(value), "a count that is not whole");
    }
    if (sample.exemplar().isPresent()) {
      boolean bucket =
          suffix.equals("_bucket")
              && (type() == ExpositionFamily.Type.HISTOGRAM
                  || type() == ExpositionFamily.Type.GAUGEHISTOGRAM);
      require(
          bucket || (type() == ExpositionFamily.Type.COUNTER && suffix.equals("_total")),
          "an exemplar on neither a bucket nor a counter");
    }
  }

  private static void require(boolean holds, String otherwise) throws MalformedValueException {
    if (!holds) {
      throw new MalformedValueException(otherwise);
    }
  }
}
