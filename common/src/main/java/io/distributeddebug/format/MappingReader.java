package io.distributeddebug.format;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.distributeddebug.telemetry.MetricKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a {@link Mapping} from YAML, and refuses what it does not understand. */
final class MappingReader {
  private static final Map<Mapping.Signal, List<String>> FIELDS =
      Map.of(
          Mapping.Signal.SPANS,
          List.of(
              "trace_id",
              "span_id",
              "parent_span_id",
              "trace_state",
              "name",
              "kind",
              "start",
              "end",
              "duration",
              "status",
              "status_message",
              "scope"),
          Mapping.Signal.LOGS,
          List.of("time", "trace_id", "span_id", "severity", "body"),
          Mapping.Signal.METRICS,
          List.of("time", "start", "name", "unit", "kind", "value"),
          Mapping.Signal.CHANGES,
          List.of("time", "end", "kind", "reason", "subject", "severity", "message", "source"));

  private static final Map<Mapping.Signal, List<String>> REQUIRED =
      Map.of(
          Mapping.Signal.SPANS,
          List.of("trace_id", "span_id", "name", "start"),
          Mapping.Signal.LOGS,
          List.of("time", "body"),
          Mapping.Signal.METRICS,
          List.of("time"),
          Mapping.Signal.CHANGES,
          List.of("time", "kind"));

  private static final Set<String> TIMES = Set.of("start", "end", "duration", "time");

  private MappingReader() {}

  /**
   * Reads one mapping file.
   *
   * @throws InvalidMappingException with line and column
   */
  static Mapping read(String fileName, String yaml) {
    YamlMap root = YamlMap.parse(fileName, yaml).allowing("name", "describes", "files", "skip");
    List<Mapping.Table> tables = root.maps("files").stream().map(MappingReader::table).toList();
    if (tables.isEmpty()) {
      throw root.problem("key 'files' is missing or empty");
    }
    List<Mapping.SkippedFiles> skipped = new ArrayList<>();
    for (YamlMap skip : root.maps("skip")) {
      skip.allowing("path", "reason");
      skipped.add(
          new Mapping.SkippedFiles(PathPattern.of(skip.required("path")), skip.required("reason")));
    }
    return new Mapping(root.required("name"), tables, skipped);
  }

  private static Mapping.Table table(YamlMap yaml) {
    yaml.allowing(
        "path",
        "form",
        "header",
        "signal",
        "delimiter",
        "fields",
        "resource",
        "attributes",
        "wide",
        "drop",
        "skip_rows");
    Mapping.Signal signal = choice(yaml, "signal", Mapping.Signal.class);
    Mapping.Form form =
        yaml.has("form") ? choice(yaml, "form", Mapping.Form.class) : Mapping.Form.DELIMITED;
    if (form != Mapping.Form.DELIMITED && yaml.has("delimiter")) {
      throw yaml.problem("delimiter", "only delimited files have a delimiter");
    }
    Map<String, FieldRule> fields = new LinkedHashMap<>();
    Map<String, TimeText> units = new HashMap<>();
    YamlMap given = yaml.map("fields").orElseThrow(() -> yaml.problem("key 'fields' is missing"));
    given.allowing(FIELDS.get(signal).toArray(String[]::new));
    for (String field : given.keys()) {
      fields.put(field, rule(given, field, TIMES.contains(field) ? units : null));
    }
    Optional<Mapping.WideMetrics> wide = yaml.map("wide").map(MappingReader::wide);
    require(given, signal, fields, wide.isPresent());
    if (wide.isPresent() && signal != Mapping.Signal.METRICS) {
      throw yaml.problem("wide", "only metrics are wide");
    }
    return new Mapping.Table(
        PathPattern.of(yaml.required("path")),
        form,
        Set.copyOf(yaml.texts("header")),
        signal,
        delimiter(yaml),
        fields,
        units,
        rules(yaml, "resource"),
        rules(yaml, "attributes"),
        wide,
        Set.copyOf(yaml.texts("drop")),
        skippedRows(yaml));
  }

  private static void require(
      YamlMap given, Mapping.Signal signal, Map<String, FieldRule> fields, boolean wide) {
    List<String> required = new ArrayList<>(REQUIRED.get(signal));
    if (signal == Mapping.Signal.SPANS && !fields.containsKey("duration")) {
      required.add("end");
    }
    if (signal == Mapping.Signal.METRICS && !wide) {
      required.addAll(List.of("name", "value"));
    }
    for (String field : required) {
      if (!fields.containsKey(field)) {
        throw given.problem("field '%s' is missing".formatted(field));
      }
    }
  }

  private static char delimiter(YamlMap yaml) {
    String delimiter = yaml.text("delimiter").orElse(",");
    if (delimiter.equals("tab")) {
      return '\t';
    }
    if (delimiter.length() != 1 || delimiter.equals("\"") || delimiter.isBlank()) {
      throw yaml.problem("delimiter", "a delimiter is one character, not a quote, or 'tab'");
    }
    return delimiter.charAt(0);
  }

  private static Map<String, FieldRule> rules(YamlMap yaml, String key) {
    Map<String, FieldRule> rules = new LinkedHashMap<>();
    yaml.map(key)
        .ifPresent(map -> map.keys().forEach(name -> rules.put(name, rule(map, name, null))));
    return rules;
  }

  /** A column's name alone, one source, or a list of sources; {@code units} only for times. */
  private static FieldRule rule(YamlMap map, String key, Map<String, TimeText> units) {
    if (map.isScalar(key)) {
      if (units != null) {
        throw map.problem(key, "a time needs its unit: {column: ..., unit: ns|us|ms|s|iso}");
      }
      return new FieldRule(List.of(column(map.required(key))));
    }
    List<FieldRule.Source> sources = new ArrayList<>();
    for (YamlMap source : map.maps(key)) {
      sources.add(source(source, units != null));
      if (units != null) {
        TimeText unit =
            TimeText.named(source.required("unit"))
                .orElseThrow(() -> source.problem("unit", "a unit is one of ns, us, ms, s, iso"));
        TimeText other = units.put(key, unit);
        if (other != null && other != unit) {
          throw source.problem("unit", "all sources of a time have the same unit");
        }
      }
    }
    if (sources.isEmpty()) {
      throw map.problem(key, "at least one source is expected here");
    }
    return new FieldRule(sources);
  }

  private static FieldRule.Source column(String name) {
    return new FieldRule.Source(name, "", "", Optional.empty(), Set.of(), Map.of());
  }

  private static FieldRule.Source source(YamlMap yaml, boolean timed) {
    if (timed) {
      yaml.allowing("column", "constant", "json", "capture", "none", "values", "unit");
    } else {
      yaml.allowing("column", "constant", "json", "capture", "none", "values");
    }
    if (yaml.has("column") == yaml.has("constant")) {
      throw yaml.problem("a source has either a column or a constant");
    }
    Optional<Pattern> capture = yaml.text("capture").map(regex -> pattern(yaml, "capture", regex));
    if (capture.isPresent() && capture.get().groupCount() != 1) {
      throw yaml.problem("capture", "a capture has exactly one group");
    }
    Map<String, String> values = new HashMap<>();
    yaml.map("values").ifPresent(map -> map.keys().forEach(it -> values.put(it, map.required(it))));
    return new FieldRule.Source(
        yaml.text("column").orElse(""),
        yaml.text("constant").orElse(""),
        yaml.text("json").orElse(""),
        capture,
        Set.copyOf(yaml.texts("none")),
        Map.copyOf(values));
  }

  private static Mapping.WideMetrics wide(YamlMap yaml) {
    yaml.allowing("name", "kind");
    Pattern name = pattern(yaml, "name", yaml.required("name"));
    if (name.groupCount() < 1 || name.groupCount() > 2) {
      throw yaml.problem(
          "name", "one group for a metric's name, and one for its unit if it has any");
    }
    return new Mapping.WideMetrics(
        name, yaml.has("kind") ? choice(yaml, "kind", MetricKind.class) : MetricKind.GAUGE);
  }

  private static List<Mapping.SkippedRows> skippedRows(YamlMap yaml) {
    List<Mapping.SkippedRows> skipped = new ArrayList<>();
    for (YamlMap rows : yaml.maps("skip_rows")) {
      rows.allowing("when", "reason");
      if (!rows.has("when")) {
        throw rows.problem("key 'when' is missing");
      }
      skipped.add(new Mapping.SkippedRows(rule(rows, "when", null), rows.required("reason")));
    }
    return skipped;
  }

  private static Pattern pattern(YamlMap yaml, String key, String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException unsupported) {
      throw yaml.problem(
          key, "no regular expression (RE2 syntax): " + unsupported.getDescription());
    }
  }

  private static <E extends Enum<E>> E choice(YamlMap yaml, String key, Class<E> type) {
    String given = yaml.required(key);
    List<String> known = new ArrayList<>();
    for (E value : type.getEnumConstants()) {
      String name = value.name().toLowerCase(Locale.ROOT);
      if (name.equals(given)) {
        return value;
      }
      known.add(name);
    }
    throw yaml.problem(key, "one of " + String.join(", ", known) + " is expected here");
  }
}
