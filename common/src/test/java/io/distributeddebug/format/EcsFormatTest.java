package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EcsFormatTest extends TelemetryFormatContract {
  @Override
  protected TelemetryFormat format() {
    return new EcsFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "filebeat.ndjson";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"@timestamp\":\"2026-01-01T00:00:00.000Z\",\"log.level\":\"INFO\",\"message\":\"request %d\"}"
        .formatted(number);
  }

  @Override
  protected String badLine() {
    return "{\"@timestamp\":\"2026-01-01T00:00:00.000Z\",\"message\":";
  }

  @Test
  void readsElasticsCommonSchemaFlatOrNested() throws IOException {
    String flat =
        """
        {"@timestamp":"2026-01-01T00:00:00.000Z","log.level":"ERROR","message":"lost",\
        "trace.id":"5b8efff798038103d269b633813fc60c","span.id":"eee19b7ec3c1b174",\
        "service.name":"cart","service.version":"1.2","service.node.name":"cart-1","host.name":"node-1",\
        "kubernetes.pod.name":"cart-7d4b9","kubernetes.namespace":"shop","kubernetes.node.name":"node-2",\
        "log.logger":"c.e.Cart","event.duration":7}
        """;
    String nested =
        """
        {"@timestamp":"2026-01-01T00:00:00.000Z","log":{"level":"ERROR","logger":"c.e.Cart"},\
        "message":"lost","trace":{"id":"5b8efff798038103d269b633813fc60c"},"span":{"id":"eee19b7ec3c1b174"},\
        "service":{"name":"cart","version":"1.2","node":{"name":"cart-1"}},"host":{"name":"node-1"},\
        "kubernetes":{"pod":{"name":"cart-7d4b9"},"namespace":"shop","node":{"name":"node-2"}},\
        "event":{"duration":7},"@version":"1"}
        """;

    LogRecord log = read(bytes(flat)).logs.get(0);

    assertThat(read(bytes(nested)).logs).containsExactly(log);
    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(log.severityNumber()).isEqualTo(17);
    assertThat(log.body()).isEqualTo("lost");
    assertThat(log.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(log.spanId()).isEqualTo("eee19b7ec3c1b174");
    assertThat(log.resource().service()).isEqualTo("cart");
    assertThat(log.resource().version()).isEqualTo("1.2");
    assertThat(log.resource().instance()).isEqualTo("cart-1");
    assertThat(log.resource().pod()).isEqualTo("cart-7d4b9");
    assertThat(log.resource().namespace()).isEqualTo("shop");
    assertThat(log.resource().node()).isEqualTo("node-2");
    assertThat(log.attributes().text()).isEqualTo(Map.of("log.logger", "c.e.Cart"));
    assertThat(log.attributes().numbers()).isEqualTo(Map.of("event.duration", 7.0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"_index\":\"logs\",\"_source\":%s}",
        "{\"create\":{\"_index\":\"logs\"}}\n%s",
        "{\"took\":1,\"hits\":{\"total\":{\"value\":1},\"hits\":[{\"_index\":\"logs\",\"_source\":%s}]}}",
        "[%s]"
      })
  void readsTheSameRecordFromEveryFormInWhichAnIndexGivesIt(String form) throws IOException {
    byte[] file = bytes(form.formatted(goodLine(1)));

    assertThat(format().recognises("x", file)).isInstanceOf(Recognition.Yes.class);
    assertThat(read(file).logs).isEqualTo(read(file(1)).logs).hasSize(1);
  }

  @Test
  void aHostStandsForTheInstanceWhereNothingElseDoes() throws IOException {
    String line =
        "{\"@timestamp\":\"2026-01-01T00:00:00Z\",\"message\":\"up\",\"host\":{\"name\":\"node-1\"}}";

    assertThat(read(bytes(line)).logs.get(0).resource().instance()).isEqualTo("node-1");
  }

  @Test
  void aDocumentWithoutATimeIsAReject() throws IOException {
    CollectingSink sink = read(bytes(goodLine(1) + "\n{\"message\":\"when?\"}"));

    assertThat(sink.rejects)
        .containsExactly(
            new Reject(
                Position.of(2, 0), "a document without @timestamp", "{\"message\":\"when?\"}"));
  }

  @Test
  void theNumbersOfAMetricbeatDocumentArePoints() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                """
                {"@timestamp":"2026-01-01T00:00:00.000Z","event":{"module":"system","duration":115,"dataset":"system.load"},\
                "metricset":{"name":"load","period":10000},"service":{"type":"system"},"host":{"name":"node-1"},\
                "system":{"load":{"1":0.5,"cores":2,"mode":"norm"}}}
                """));

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.points)
        .extracting(MetricPoint::name, MetricPoint::value)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("system.load.1", 0.5),
            org.assertj.core.api.Assertions.tuple("system.load.cores", 2.0));
    assertThat(sink.points.get(0).attributes().text())
        .isEqualTo(Map.of("system.load.mode", "norm"));
    assertThat(sink.points.get(0).resource().node()).isEqualTo("node-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"flat", "nested"})
  void readsTheDocumentsThatElasticsProjectPublishes(String fields) throws IOException {
    String data = System.getenv("DISTRIBUTED_DEBUG_TEST_DATA");
    assumeTrue(data != null, "DISTRIBUTED_DEBUG_TEST_DATA is not set");
    Path file =
        Path.of(
            data,
            "elastic-apm",
            "TestIntakeLog_with_%s_ecs_fields.approved.json".formatted(fields));

    CollectingSink sink = read(Files.readAllBytes(file));

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.logs).isNotEmpty();
    assertThat(sink.logs).extracting(LogRecord::unixNanos).doesNotContain(0L);
  }
}
