package io.distributeddebug.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.CollectingSink;
import io.distributeddebug.format.Formats;
import io.distributeddebug.format.Limits;
import io.distributeddebug.format.MappedFormat;
import io.distributeddebug.format.ReadResult;
import io.distributeddebug.format.Reject;
import io.distributeddebug.redaction.Redaction;
import io.distributeddebug.telemetry.Span;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parquet files of a house, by a mapping whose columns are paths. */
class MappedParquetTest {
  private static final String SCHEMA =
      "message calls { required int64 at (TIMESTAMP(MICROS,true)); required binary op (STRING);"
          + " required group ctx { required binary trace (STRING); required binary span (STRING); }"
          + " required group took { required double ms; } optional int64 retries; optional binary zone (STRING); }";
  private static final String MAPPING =
      """
      name: house
      files:
        - path: "calls/*.parquet"
          form: parquet
          header: [ctx.trace, took.ms]
          signal: spans
          fields:
            trace_id: ctx.trace
            span_id: ctx.span
            name: op
            start: {column: at, unit: iso}
            duration: {column: took.ms, unit: ms}
          resource:
            service.name: {constant: cart}
            cloud.availability_zone: zone
      """;

  @TempDir Path folder;

  @Test
  void aRowIsReadByItsPaths() throws IOException {
    Path file =
        ParquetFile.write(
            java.nio.file.Files.createDirectories(folder.resolve("calls")).resolve("a.parquet"),
            SCHEMA,
            row("a1", "b1"),
            row("zz", "b2"));
    CollectingSink sink = new CollectingSink();

    ReadResult.Read read = (ReadResult.Read) read(file, sink);

    assertThat(read.format()).isEqualTo("house");
    assertThat(sink.spans).hasSize(1);
    Span span = sink.spans.get(0);
    assertThat(span.traceId()).isEqualTo("000000000000000000000000000000a1");
    assertThat(span.name()).isEqualTo("pay");
    assertThat(span.startUnixNanos()).isEqualTo(1_767_225_600_000_001_000L);
    assertThat(span.durationNanos()).isEqualTo(1_500_000);
    assertThat(span.resource().service()).isEqualTo("cart");
    assertThat(span.resource().zone()).isEqualTo("eu-1a");
    assertThat(span.attributes().numbers()).isEqualTo(Map.of("retries", 3.0));
    assertThat(sink.rejects).extracting(Reject::reason).containsExactly("no usable trace id");
  }

  @Test
  void aFileOfAnotherPathIsSkipped() throws IOException {
    Path file = ParquetFile.write(folder.resolve("a.parquet"), SCHEMA, row("a1", "b1"));

    assertThat(read(file, new CollectingSink())).isInstanceOf(ReadResult.Skipped.class);
  }

  private static ReadResult read(Path file, CollectingSink sink) throws IOException {
    Formats formats =
        Formats.standard(Limits.STANDARD)
            .preceded(List.of(MappedFormat.of("house.yaml", MAPPING, Limits.STANDARD)));
    return FileContent.local(file)
        .read(
            new ArchiveReader(formats, Limits.STANDARD, Redaction.standard()),
            file.toString(),
            sink);
  }

  private static String row(String trace, String span) {
    return """
        {"at":1767225600000001,"op":"pay","ctx":{"trace":"%s","span":"%s"},"took":{"ms":1.5},"retries":3,"zone":"eu-1a"}
        """
        .formatted(trace, span);
  }
}
