package io.distributeddebug.format;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The formats that a reader knows, in the order in which they are asked. */
public record Formats(List<TelemetryFormat> all) {
  public Formats {
    all = List.copyOf(all);
  }

  /** Every format that needs no mapping. */
  public static Formats standard(Limits limits) {
    return new Formats(
        List.of(
            new OtlpJsonFormat(limits),
            new OtlpProtobufFormat(limits),
            new TempoJsonFormat(limits),
            new JaegerJsonFormat(limits),
            new JaegerIndexFormat(limits),
            new ZipkinJsonFormat(limits),
            new ZipkinProtobufFormat(limits),
            new LokiFormat(limits),
            new PrometheusJsonFormat(limits),
            new KubernetesEventsFormat(limits),
            new AlertmanagerFormat(limits),
            new ElasticApmFormat(limits),
            new EcsFormat(limits),
            new RowsJsonFormat(new ClickHouseTables(), limits),
            new RowsJsonFormat(new SigNozTables(limits), limits),
            new SplunkHecFormat(limits),
            new SplunkJsonFormat(limits),
            new SplunkCsvFormat(limits),
            new AccessLogFormat(limits),
            new DockerLogFormat(limits),
            new JsonLogsFormat(limits),
            new CriLogFormat(limits),
            new SyslogFormat(limits),
            new LogfmtFormat(limits),
            new TextLogFormat(limits),
            new OpenMetricsFormat(limits),
            new PrometheusTextFormat(limits),
            new TsdbDumpFormat(limits)));
  }

  /** These formats, asked before the ones here: a mapping is meant for its files. */
  public Formats preceded(List<? extends TelemetryFormat> first) {
    return new Formats(Stream.concat(first.stream(), all.stream()).toList());
  }

  /** The format of that name alone, for whatever content, as the user named it. */
  public Optional<Formats> only(String name) {
    return all.stream()
        .filter(format -> format.name().equals(name))
        .findFirst()
        .map(format -> new Formats(List.of(new NamedFormat(format))));
  }

  public List<String> names() {
    return all.stream().map(TelemetryFormat::name).toList();
  }

  /** The first format that reads the file; a format's reason to skip it counts if none does. */
  public FormatChoice choose(String fileName, byte[] head) {
    Optional<String> skipped = Optional.empty();
    for (TelemetryFormat format : all) {
      Recognition recognition = format.recognises(fileName, head);
      if (recognition instanceof Recognition.Yes) {
        return new FormatChoice.Chosen(format);
      }
      if (recognition instanceof Recognition.Skip skip && skipped.isEmpty()) {
        skipped = Optional.of(format.name() + ": " + skip.reason());
      }
    }
    return new FormatChoice.Skipped(skipped.orElseGet(() -> unknown(head)));
  }

  private String unknown(byte[] head) {
    if (head.length == 0) {
      return "empty";
    }
    return "its content is none of: "
        + all.stream().map(TelemetryFormat::name).collect(Collectors.joining(", "));
  }
}
