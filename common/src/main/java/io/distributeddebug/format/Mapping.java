package io.distributeddebug.format;

import com.google.re2j.Pattern;
import io.distributeddebug.telemetry.MetricKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How archives in a house format are read: a table for each kind of file, and the files that are
 * known to hold no telemetry. Read from YAML by {@link MappingReader}.
 */
record Mapping(String name, List<Table> tables, List<SkippedFiles> skipped) {
  Mapping {
    tables = List.copyOf(tables);
    skipped = List.copyOf(skipped);
  }

  enum Signal {
    SPANS,
    LOGS,
    METRICS,
    CHANGES
  }

  /** How a file is written. */
  enum Form {
    DELIMITED,
    /** Objects, one a line, over lines, or in lists. */
    JSON,
    /** Or other tables that are opened elsewhere, see {@link RowSource}. */
    PARQUET
  }

  /**
   * One kind of file.
   *
   * @param header columns or paths that a file must have, whatever others it has
   * @param fields rule by field of the signal
   * @param units unit by field that is a time or duration
   * @param resource rule by resource attribute
   * @param attributes rule by attribute
   * @param wide where each remaining column is a metric of its own
   * @param drop columns of no use; remaining ones are kept as attributes under their names
   */
  record Table(
      PathPattern path,
      Form form,
      Set<String> header,
      Signal signal,
      char delimiter,
      Map<String, FieldRule> fields,
      Map<String, TimeText> units,
      Map<String, FieldRule> resource,
      Map<String, FieldRule> attributes,
      Optional<WideMetrics> wide,
      Set<String> drop,
      List<SkippedRows> skippedRows) {

    /** The columns that a rule reads or that are dropped: the others are the remaining ones. */
    boolean mentions(String column) {
      return drop.contains(column)
          || reads(fields, column)
          || reads(resource, column)
          || reads(attributes, column);
    }

    private static boolean reads(Map<String, FieldRule> rules, String column) {
      return rules.values().stream()
          .flatMap(rule -> rule.sources().stream())
          .anyMatch(source -> source.column().equals(column));
    }
  }

  /** The first group of {@code name} is a metric's name, the second, if any, its unit. */
  record WideMetrics(Pattern name, MetricKind kind) {}

  record SkippedFiles(PathPattern path, String reason) {}

  /** Rows that hold nothing to store: each is a reject with this reason. */
  record SkippedRows(FieldRule when, String reason) {}
}
