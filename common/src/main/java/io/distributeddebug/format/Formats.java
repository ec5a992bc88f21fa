package io.distributeddebug.format;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The formats that a reader knows, in the order in which they are asked.
 *
 * @param tables formats of files of rows that others open: see {@link RowSource}
 */
public record Formats(List<TelemetryFormat> all, List<RowFormat> tables) {
  public Formats {
    all = List.copyOf(all);
    tables = List.copyOf(tables);
  }

  /** These, and none of rows. */
  public Formats(List<TelemetryFormat> all) {
    this(all, List.of());
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
            new RowsJsonFormat("clickhouse-json", new ClickHouseTables(), limits),
            new RowsJsonFormat("signoz-json", new SigNozTables(limits), limits),
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
            new TsdbDumpFormat(limits)),
        List.of(new TempoBlockFormat(), new ClickHouseTables(), new SigNozTables(limits)));
  }

  /** These formats, asked before the ones here: a mapping is meant for its files. */
  public Formats preceded(List<? extends TelemetryFormat> first) {
    Stream<RowFormat> mapped =
        first.stream()
            .filter(MappedFormat.class::isInstance)
            .flatMap(format -> ((MappedFormat) format).rows().stream());
    return new Formats(
        Stream.concat(first.stream(), all.stream()).toList(),
        Stream.concat(mapped, tables.stream()).toList());
  }

  /** The format of that name alone, for whatever content, as the user named it. */
  public Optional<Formats> only(String name) {
    List<NamedFormat> files =
        all.stream()
            .filter(format -> format.name().equals(name))
            .limit(1)
            .map(NamedFormat::new)
            .toList();
    List<RowFormat> rows = tables.stream().filter(format -> format.name().equals(name)).toList();
    return files.isEmpty() && rows.isEmpty()
        ? Optional.empty()
        : Optional.of(new Formats(List.copyOf(files), rows));
  }

  public List<String> names() {
    return Stream.concat(
            all.stream().map(TelemetryFormat::name), tables.stream().map(RowFormat::name))
        .distinct()
        .toList();
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
    return new FormatChoice.Skipped(skipped.orElseGet(() -> unknown(fileName, head)));
  }

  private String unknown(String fileName, byte[] head) {
    if (head.length == 0) {
      return "empty";
    }
    if (RowSource.isParquet(head)) {
      return "a packed Parquet file; unpack it";
    }
    return "its content is none of: "
        + String.join(", ", names())
        + all.stream()
            .filter(MappedFormat.class::isInstance)
            .map(format -> "; " + ((MappedFormat) format).misfit(fileName, head))
            .collect(Collectors.joining());
  }
}
