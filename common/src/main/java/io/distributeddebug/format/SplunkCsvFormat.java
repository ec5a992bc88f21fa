package io.distributeddebug.format;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Results of a Splunk search as CSV: a header with {@code _time}, and often {@code _raw}. */
final class SplunkCsvFormat implements TelemetryFormat {
  private static final Set<String> BESIDE_TIME =
      Set.of("_raw", "_serial", "_indextime", "_cd", "host", "source", "sourcetype", "index");

  private final Limits limits;

  SplunkCsvFormat(Limits limits) {
    this.limits = limits;
  }

  @Override
  public String name() {
    return "splunk-csv";
  }

  @Override
  public Recognition recognises(String fileName, byte[] head) {
    try {
      DelimitedRecords records = records(new ByteArrayInputStream(head), HEAD_BYTES);
      boolean own =
          records.next()
              && records.fault().isEmpty()
              && records.cells().contains("_time")
              && records.cells().stream()
                  .anyMatch(name -> BESIDE_TIME.contains(name) || name.startsWith("metric_name:"));
      return own ? Recognition.YES : Recognition.NO;
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void read(String fileName, InputStream in, TelemetrySink sink) throws IOException {
    DelimitedRecords records = records(in, limits.recordBytes());
    if (!records.next()) {
      return;
    }
    SplunkEvents events = new SplunkEvents(limits);
    List<String> header = List.copyOf(records.cells());
    records.readRows(sink, (cells, placed) -> events.result(fields(header, cells), placed));
  }

  /** An empty cell says nothing. */
  private static Map<String, Object> fields(List<String> header, List<String> cells) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      if (!cells.get(i).isEmpty()) {
        fields.put(header.get(i), cells.get(i));
      }
    }
    return fields;
  }

  private static DelimitedRecords records(InputStream in, int longestLine) {
    return new DelimitedRecords(new Lines(in, longestLine), ',');
  }
}
