package io.distributeddebug.format;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rules of OpenMetrics about the samples of one histogram or gauge histogram. */
final class OpenMetricsHistogram {
  private double bound = Double.NaN;
  private double value;
  private Optional<Double> count = Optional.empty();
  private Optional<Double> sum = Optional.empty();
  private Optional<Double> gaugeSum = Optional.empty();
  private boolean negativeBuckets;

  private OpenMetricsHistogram() {}

  /** What is wrong with the first of its points that breaks a rule. */
  static Optional<String> fault(String name, List<ExpositionSample> samples) {
    OpenMetricsHistogram point = new OpenMetricsHistogram();
    SortedMap<String, String> labels = new TreeMap<>();
    OptionalLong time = OptionalLong.empty();
    boolean first = true;
    for (ExpositionSample sample : samples) {
      SortedMap<String, String> own = new TreeMap<>(sample.labels());
      own.remove("le");
      if (!first && !(own.equals(labels) && sample.unixNanos().equals(time))) {
        Optional<String> fault = point.whole();
        if (fault.isPresent()) {
          return fault;
        }
        point = new OpenMetricsHistogram();
      }
      first = false;
      labels = own;
      time = sample.unixNanos();
      Optional<String> fault = point.take(sample, sample.name().substring(name.length()));
      if (fault.isPresent()) {
        return fault;
      }
    }
    return first ? Optional.empty() : point.whole();
  }

  private Optional<String> take(ExpositionSample sample, String suffix) {
    switch (suffix) {
      case "_bucket" -> {
        double next = Double.NaN;
        try {
          next = ExpositionLine.number(sample.labels().getOrDefault("le", ""));
        } catch (MalformedValueException refused) {
          return Optional.of(refused.getMessage());
        }
        negativeBuckets |= next < 0;
        if (next <= bound) {
          return Optional.of("buckets out of order");
        }
        if (sample.value() < value) {
          return Optional.of("bucket counts fall");
        }
        bound = next;
        value = sample.value();
      }
      case "_count", "_gcount" -> count = Optional.of(sample.value());
      case "_sum" -> sum = Optional.of(sample.value());
      case "_gsum" -> gaugeSum = Optional.of(sample.value());
      default -> {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private Optional<String> whole() {
    if (bound != Double.POSITIVE_INFINITY) {
      return Optional.of("the +Inf bucket is missing");
    }
    if (count.isPresent() && count.get() != value) {
      return Optional.of("its count differs from the +Inf bucket");
    }
    boolean summed = sum.isPresent() || gaugeSum.isPresent();
    if (summed != count.isPresent()) {
      return Optional.of("a sum without a count, or a count without a sum");
    }
    if (sum.isPresent() && (negativeBuckets || sum.get() < 0)) {
      return Optional.of("a sum beside negative buckets, or a negative sum");
    }
    if (gaugeSum.isPresent() && gaugeSum.get() < 0 && !negativeBuckets) {
      return Optional.of("a negative sum without negative buckets");
    }
    return Optional.empty();
  }
}
