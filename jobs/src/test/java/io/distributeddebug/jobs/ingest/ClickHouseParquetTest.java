package io.distributeddebug.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.format.ArchiveReader;
import io.distributeddebug.format.CollectingSink;
import io.distributeddebug.format.ReadResult;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same rows of ClickHouse's tables as JSON and as Parquet give the same records. Texts are
 * bytes that the file does not say to be text, as ClickHouse writes them unless told otherwise.
 */
class ClickHouseParquetTest {
  private static final String SPANS =
      """
      message otel_traces { required int64 Timestamp (TIMESTAMP(NANOS,true)); required binary TraceId; required binary SpanId;
      required binary ParentSpanId; required binary TraceState; required binary SpanName; required binary SpanKind;
      required binary ServiceName; %s required binary ScopeName; required binary ScopeVersion; %s
      required int64 Duration (INTEGER(64,false)); required binary StatusCode; required binary StatusMessage;
      required group Events.Timestamp (LIST) { repeated group list { required int64 element (TIMESTAMP(NANOS,true)); } }
      required group Events.Name (LIST) { repeated group list { required binary element; } }
      required group Events.Attributes (LIST) { repeated group list { required group element (MAP) { repeated group key_value { required binary key; required binary value; } } } }
      required group Links.TraceId (LIST) { repeated group list { required binary element; } }
      required group Links.SpanId (LIST) { repeated group list { required binary element; } }
      required group Links.Attributes (LIST) { repeated group list { required group element (MAP) { repeated group key_value { required binary key; required binary value; } } } }
      }
      """
          .formatted(map("ResourceAttributes"), map("SpanAttributes"));

  private static final String SPAN =
      """
      {"Timestamp":%s,"TraceId":"5b8efff798038103d269b633813fc60c","SpanId":"eee19b7ec3c1b174","ParentSpanId":"00f067aa0ba902b7","TraceState":"a=b",\
      "SpanName":"POST /pay \u00e4","SpanKind":"Server","ServiceName":"cart","ResourceAttributes":{"service.name":"cart"},"ScopeName":"http","ScopeVersion":"1.2",\
      "SpanAttributes":{"http.request.method":"POST","http.response.status_code":"503"},"Duration":500000,"StatusCode":"Error","StatusMessage":"no answer",\
      "Events.Timestamp":[%s],"Events.Name":["exception"],"Events.Attributes":[{"exception.type":"IOException"}],\
      "Links.TraceId":["5b8efff798038103d269b633813fc60c"],"Links.SpanId":["00f067aa0ba902b8"],"Links.Attributes":[{"why":"retry"}]}
      """;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"UNCOMPRESSED", "SNAPPY", "GZIP", "ZSTD", "LZ4_RAW"})
  void spansAreThoseOfTheJsonInEachCodec(CompressionCodecName codec) throws IOException {
    Path file =
        ParquetFile.write(
            folder.resolve("otel_traces.parquet"),
            SPANS,
            codec,
            SPAN.formatted("1767225600000000001", "1767225600000400001"));

    CollectingSink parquet = read(file, "clickhouse-parquet");

    assertThat(parquet.spans).hasSize(1);
    assertThat(parquet.all())
        .isEqualTo(
            json(
                SPAN.formatted(
                    "\"2026-01-01 00:00:00.000000001\"", "\"2026-01-01 00:00:00.000400001\"")));
  }

  @Test
  void logsAreThoseOfTheJson() throws IOException {
    String schema =
        "message otel_logs { required int64 Timestamp (TIMESTAMP(NANOS,true)); required int32 TimestampTime (INTEGER(32,false));"
            + " required binary TraceId; required binary SpanId; required binary SeverityText; required int32 SeverityNumber (INTEGER(8,false));"
            + " required binary ServiceName; required binary Body;"
            + map("ResourceAttributes")
            + map("ScopeAttributes")
            + map("LogAttributes")
            + "}";
    String row =
        """
        {"Timestamp":%s,"TimestampTime":1767225600,"TraceId":"","SpanId":"","SeverityText":"ERROR","SeverityNumber":17,"ServiceName":"cart",\
        "Body":"lost","ResourceAttributes":{"service.name":"cart"},"ScopeAttributes":{},"LogAttributes":{"a":"b"}}
        """;
    Path file =
        ParquetFile.write(
            folder.resolve("a.parquet"), schema, row.formatted("1767225600000000001"));

    CollectingSink parquet = read(file, "clickhouse-parquet");

    assertThat(parquet.logs).hasSize(1);
    assertThat(parquet.all()).isEqualTo(json(row.formatted("\"2026-01-01 00:00:00.000000001\"")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Value\":0.5",
        "\"Value\":7,\"AggregationTemporality\":2,\"IsMonotonic\":true",
        "\"Count\":3,\"Sum\":31.5,\"BucketCounts\":[1,2],\"ExplicitBounds\":[10.0],\"Min\":1.0,\"Max\":20.0,\"AggregationTemporality\":1",
        "\"Count\":3,\"Sum\":31.5,\"Scale\":3,\"ZeroCount\":1,\"PositiveOffset\":-2,\"PositiveBucketCounts\":[1,1],\"NegativeOffset\":0,\"NegativeBucketCounts\":[]",
        "\"Count\":3,\"Sum\":31.5,\"ValueAtQuantiles.Quantile\":[0.5],\"ValueAtQuantiles.Value\":[1.5]"
      })
  void pointsOfEachKindAreThoseOfTheJson(String columns) throws IOException {
    String row =
        "{\"MetricName\":\"m\",\"MetricUnit\":\"ms\",\"TimeUnix\":%s,\"Attributes\":{\"a\":\"b\"},"
            + columns
            + "}";
    Path file =
        ParquetFile.write(
            folder.resolve("a.parquet"),
            "message otel_metrics { required binary MetricName; required binary MetricUnit; required int64 TimeUnix (TIMESTAMP(NANOS,true)); "
                + map("Attributes")
                + schemaOf(columns)
                + "}",
            row.formatted("1767225600000000001"));

    CollectingSink parquet = read(file, "clickhouse-parquet");

    assertThat(parquet.points).hasSize(1);
    assertThat(parquet.all()).isEqualTo(json(row.formatted("\"2026-01-01 00:00:00.000000001\"")));
  }

  @Test
  void signozsSpansAreThoseOfTheJson() throws IOException {
    String schema =
        "message signoz_index_v3 { required int64 timestamp (TIMESTAMP(NANOS,true)); required binary trace_id; required binary span_id;"
            + " required binary name; required binary kind_string; required int64 duration_nano (INTEGER(64,false));"
            + map("attributes_string")
            + " required group attributes_number (MAP) { repeated group key_value { required binary key; required double value; } }"
            + map("resources_string")
            + " required group events (LIST) { repeated group list { required binary element; } } required binary links; }";
    String row =
        """
        {"timestamp":%s,"trace_id":"5b8efff798038103d269b633813fc60c","span_id":"eee19b7ec3c1b174","name":"GET","kind_string":"Client",\
        "duration_nano":7,"attributes_string":{"a":"b"},"attributes_number":{"http.response.status_code":503},"resources_string":{"service.name":"cart"},\
        "events":["{\\"name\\":\\"retry\\",\\"timeUnixNano\\":1767225600000000002,\\"attributeMap\\":{}}"],"links":"[]"}
        """;
    Path file =
        ParquetFile.write(
            folder.resolve("a.parquet"), schema, row.formatted("1767225600000000001"));

    CollectingSink parquet = read(file, "signoz-parquet");

    assertThat(parquet.spans).hasSize(1);
    assertThat(parquet.spans.get(0).events()).hasSize(1);
    assertThat(parquet.all()).isEqualTo(json(row.formatted("\"2026-01-01 00:00:00.000000001\"")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int64 Timestamp (TIMESTAMP(MICROS,true)); 1767225600000001",
        "int64 Timestamp (TIMESTAMP(MILLIS,true)); 1767225600000",
        "int64 Timestamp; 1767225600000001000",
        "int32 Timestamp (INTEGER(32,false)); 1767225600",
        "binary Timestamp (STRING); \"2026-01-01 00:00:00.000001\""
      })
  void aTimeIsReadInWhateverUnitItIsKept(String columnAndValue) throws IOException {
    String[] parts = columnAndValue.split("; ", 2);
    Path file =
        ParquetFile.write(
            folder.resolve("a.parquet"),
            "message otel_logs { required "
                + parts[0]
                + "; required binary Body; "
                + map("LogAttributes")
                + "}",
            "{\"Timestamp\":" + parts[1] + ",\"Body\":\"up\"}");

    long nanos = read(file, "clickhouse-parquet").logs.get(0).unixNanos();

    assertThat(nanos).isBetween(1_767_225_600_000_000_000L, 1_767_225_600_000_001_000L);
  }

  @Test
  void nestedColumnsMayBeListsOfStructures() throws IOException {
    String schema =
        """
        message otel_traces { required binary TraceId; required binary SpanId; required binary SpanName;
        optional group Events (LIST) { repeated group list { optional group element { required int64 Timestamp (TIMESTAMP(NANOS,true)); required binary Name (STRING);
        required group Attributes (MAP) { repeated group key_value { required binary key (STRING); optional binary value (STRING); } } } } } }
        """;
    Path file =
        ParquetFile.write(
            folder.resolve("a.parquet"),
            schema,
            "{\"TraceId\":\"1f\",\"SpanId\":\"2f\",\"SpanName\":\"a\",\"Events\":[{\"Timestamp\":5,\"Name\":\"e\",\"Attributes\":{\"k\":\"v\",\"none\":null}}]}",
            "{\"TraceId\":\"1f\",\"SpanId\":\"3f\",\"SpanName\":\"a\"}");

    CollectingSink sink = read(file, "clickhouse-parquet");

    assertThat(sink.spans).hasSize(2);
    assertThat(sink.spans.get(0).events().get(0).unixNanos()).isEqualTo(5);
    assertThat(sink.spans.get(0).events().get(0).attributes().text())
        .isEqualTo(java.util.Map.of("k", "v"));
    assertThat(sink.spans.get(1).events()).isEmpty();
  }

  private static String map(String column) {
    return " required group "
        + column
        + " (MAP) { repeated group key_value { required binary key; required binary value; } } ";
  }

  private static String schemaOf(String columns) {
    StringBuilder schema = new StringBuilder();
    for (String column : columns.split(",(?=\")", -1)) {
      String name = column.substring(1, column.indexOf('"', 1));
      String value = column.substring(column.indexOf(':') + 1);
      boolean list = value.startsWith("[");
      boolean real = value.contains(".") || name.equals("Value") || name.equals("ExplicitBounds");
      String type = value.equals("true") ? "boolean" : real ? "double" : "int64";
      schema.append(
          list
              ? "required group %s (LIST) { repeated group list { required %s element; } } "
                  .formatted(name, type)
              : "required %s %s; ".formatted(type, name));
    }
    return schema.toString();
  }

  private static CollectingSink read(Path file, String format) throws IOException {
    CollectingSink sink = new CollectingSink();
    ReadResult result =
        FileContent.local(file).read(ArchiveReader.standard(), file.toString(), sink);
    assertThat(sink.rejects).isEmpty();
    assertThat(((ReadResult.Read) result).format()).isEqualTo(format);
    return sink;
  }

  private static List<Object> json(String row) throws IOException {
    CollectingSink sink = new CollectingSink();
    ArchiveReader.standard()
        .read("rows.jsonl", new ByteArrayInputStream(row.getBytes(StandardCharsets.UTF_8)), sink);
    assertThat(sink.rejects).isEmpty();
    return sink.all();
  }
}
