package io.distributeddebug.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A metric of an exposition with its samples. Those of a histogram or summary that share labels and
 * time become one point; a counter's, gauge's, ... one each under the sample's name.
 */
final class ExpositionFamily {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final String name;
  private final Type type;
  private final String unit;
  private final List<String> suffixes;
  private final Map<Key, Group> groups = new LinkedHashMap<>();

  enum Type {
    COUNTER(MetricKind.CUMULATIVE_SUM, "_total,_created"),
    GAUGE(MetricKind.GAUGE, ""),
    HISTOGRAM(MetricKind.HISTOGRAM, "_bucket,_sum,_count,_created"),
    GAUGEHISTOGRAM(MetricKind.HISTOGRAM, "_bucket,_gsum,_gcount"),
    SUMMARY(MetricKind.SUMMARY, ",_sum,_count,_created"),
    INFO(MetricKind.GAUGE, "_info"),
    STATESET(MetricKind.GAUGE, ""),
    UNKNOWN(MetricKind.GAUGE, "");

    private final MetricKind kind;

    /** With commas between. */
    private final String suffixes;

    Type(MetricKind kind, String suffixes) {
      this.kind = kind;
      this.suffixes = suffixes;
    }

    /** Endings that a sample's name may add to the family's. */
    List<String> suffixes() {
      return Arrays.asList(suffixes.split(",", -1));
    }

    boolean isDistribution() {
      return kind == MetricKind.HISTOGRAM || kind == MetricKind.SUMMARY;
    }

    static Optional<Type> named(String name) {
      for (Type type : values()) {
        if (type.name().toLowerCase(Locale.ROOT).equals(name)) {
          return Optional.of(type);
        }
      }
      return Optional.empty();
    }
  }

  /** What tells one point of the family from another. */
  private record Key(String sample, SortedMap<String, String> labels, OptionalLong unixNanos) {}

  private static final class Group {
    private final long position;
    private double value = Double.NaN;
    private double sum;
    private double count = Double.NaN;
    private long startNanos;
    private final TreeMap<Double, Double> buckets = new TreeMap<>();
    private final ArrayNode quantiles = JSON.arrayNode();
    private final ArrayNode exemplars = JSON.arrayNode();

    Group(long position) {
      this.position = position;
    }
  }

  ExpositionFamily(String name, Type type, String unit) {
    this(name, type, unit, type.suffixes());
  }

  private ExpositionFamily(String name, Type type, String unit, List<String> suffixes) {
    this.name = name;
    this.type = type;
    this.unit = unit;
    this.suffixes = suffixes;
  }

  /** A counter of the older text format, whose samples have its very name. */
  static ExpositionFamily counter(String name) {
    return new ExpositionFamily(name, Type.COUNTER, "", List.of(""));
  }

  /**
   * What a name without metadata tells by convention: counters and the parts of histograms add up.
   */
  static MetricKind kind(String metric) {
    boolean adds =
        metric.endsWith("_total")
            || metric.endsWith("_count")
            || metric.endsWith("_sum")
            || metric.endsWith("_bucket");
    return adds ? MetricKind.CUMULATIVE_SUM : MetricKind.GAUGE;
  }

  /** Whether a sample of that name belongs here. */
  boolean holds(String sample) {
    return sample.startsWith(name) && suffixes.contains(sample.substring(name.length()));
  }

  void add(ExpositionSample sample, long position) {
    String suffix = sample.name().substring(name.length());
    SortedMap<String, String> labels = new TreeMap<>(sample.labels());
    String special = type == Type.SUMMARY ? labels.remove("quantile") : null;
    if (type.kind == MetricKind.HISTOGRAM) {
      special = labels.remove("le");
    }
    boolean created = suffix.equals("_created");
    String as = type == Type.COUNTER && created ? name + "_total" : sample.name();
    Key key = new Key(type.isDistribution() ? name : as, labels, sample.unixNanos());
    Group group = groups.computeIfAbsent(key, unseen -> new Group(position));
    if (created) {
      group.startNanos = (long) (sample.value() * 1e9);
    } else if (!type.isDistribution()) {
      group.value = sample.value();
    } else if (suffix.endsWith("sum")) {
      group.sum = sample.value();
    } else if (suffix.endsWith("count")) {
      group.count = sample.value();
    } else if (special != null) {
      addPart(group, special, sample.value());
    }
    sample.exemplar().ifPresent(exemplar -> group.exemplars.add(json(exemplar)));
  }

  /** Gives its points, in the order in which they began, and forgets them. */
  void give(PrometheusPoints points) {
    groups.forEach((key, group) -> points.add(point(key, group, points), group.position));
    groups.clear();
  }

  private MetricPoint point(Key key, Group group, PrometheusPoints points) {
    PrometheusLabels.Split split = points.split(key.labels);
    return new MetricPoint(
        key.sample,
        unit,
        type == Type.UNKNOWN ? kind(key.sample) : type.kind,
        split.resource(),
        split.attributes(),
        group.startNanos,
        key.unixNanos.orElse(0),
        type.isDistribution() ? group.sum : group.value,
        count(group),
        distribution(group));
  }

  private long count(Group group) {
    if (!type.isDistribution()) {
      return 0;
    }
    boolean counted = !Double.isNaN(group.count) || group.buckets.isEmpty();
    double count = counted ? group.count : group.buckets.lastEntry().getValue();
    return (long) count;
  }

  private static void addPart(Group group, String special, double value) {
    double at;
    try {
      at = ExpositionLine.number(special);
    } catch (MalformedValueException notANumber) {
      return;
    }
    group.buckets.put(at, value);
  }

  private String distribution(Group group) {
    ObjectNode json = JSON.objectNode();
    if (type == Type.SUMMARY) {
      group.buckets.forEach(
          (quantile, value) ->
              put(put(group.quantiles.addObject(), "quantile", quantile), "value", value));
      json.set("quantiles", group.quantiles);
    } else if (type.isDistribution()) {
      ArrayNode bounds = json.putArray("bounds");
      ArrayNode counts = json.putArray("counts");
      double before = 0;
      for (Map.Entry<Double, Double> bucket : group.buckets.entrySet()) {
        if (Double.isFinite(bucket.getKey())) {
          bounds.add(bucket.getKey());
        }
        counts.add((long) (bucket.getValue() - before));
        before = bucket.getValue();
      }
      if (type == Type.GAUGEHISTOGRAM) {
        json.put("temporality", "gauge");
      }
    }
    if (!group.exemplars.isEmpty()) {
      json.set("exemplars", group.exemplars);
    }
    return json.isEmpty() ? "" : json.toString();
  }

  private static ObjectNode json(ExpositionSample.Exemplar exemplar) {
    ObjectNode json = put(JSON.objectNode(), "value", exemplar.value());
    exemplar.unixNanos().ifPresent(nanos -> json.put("unix_nanos", nanos));
    ObjectNode labels = JSON.objectNode();
    exemplar.labels().forEach(labels::put);
    TraceReference.of(exemplar.labels())
        .ifPresent(trace -> json.put("trace_id", trace.traceId()).put("span_id", trace.spanId()));
    return labels.isEmpty() ? json : json.set("attributes", labels);
  }

  private static ObjectNode put(ObjectNode json, String field, double value) {
    return Double.isFinite(value) ? json.put(field, value) : json.putNull(field);
  }
}
