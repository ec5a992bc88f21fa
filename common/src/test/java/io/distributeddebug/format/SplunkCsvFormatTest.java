package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SplunkCsvFormatTest extends TelemetryFormatContract {
  @Override
  protected TelemetryFormat format() {
    return new SplunkCsvFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "export.csv";
  }

  @Override
  protected String preamble() {
    return "\"_serial\",\"_time\",source,sourcetype,host,index,\"splunk_server\",\"_raw\"\n";
  }

  @Override
  protected String goodLine(int number) {
    return "%1$d,\"2026-01-01T00:00:00.000+0000\",\"/var/log/cart.log\",cart,\"node-1\",main,a,\"INFO request %1$d\""
        .formatted(number);
  }

  @Override
  protected String badLine() {
    return "1,2026-01-01T00:00:00.000+0000,cart";
  }

  @Test
  void aRowIsTheLogThatTheSameResultAsJsonIs() throws IOException {
    LogRecord row = read(bytes(file(goodLine(1)))).logs.get(0);

    assertThat(row.body()).isEqualTo("INFO request 1");
    assertThat(row.severity()).isEqualTo("INFO");
    assertThat(row.resource().node()).isEqualTo("node-1");
    assertThat(row.attributes().text())
        .isEqualTo(
            Map.of(
                "com.splunk.source", "/var/log/cart.log",
                "com.splunk.sourcetype", "cart",
                "com.splunk.index", "main"));
    assertThat(
            read(bytes(
                    """
                    {"result":{"_serial":"1","_time":"2026-01-01T00:00:00.000+0000","source":"/var/log/cart.log",\
                    "sourcetype":"cart","host":"node-1","index":"main","splunk_server":"a","_raw":"INFO request 1"}}
                    """))
                .logs)
        .containsExactly(row);
  }

  @Test
  void aRawEventMayHaveLinesQuotesAndCommas() throws IOException {
    CollectingSink sink =
        read(bytes("_time,_raw\n1767225600,\"say \"\"no\"\",\n\tat a.b\"\n1767225601,next\n"));

    assertThat(sink.logs)
        .extracting(LogRecord::body)
        .containsExactly("say \"no\",\n\tat a.b", "next");
  }

  @Test
  void emptyCellsSayNothing() throws IOException {
    LogRecord log = read(bytes("_time,_raw,host,source,x\n1767225600,up,,,\n")).logs.get(0);

    assertThat(log.resource().attributes().isEmpty()).isTrue();
    assertThat(log.attributes().isEmpty()).isTrue();
  }

  @Test
  void aRepeatedHeaderIsNoRecord() throws IOException {
    CollectingSink sink = read(bytes("_time,_raw\n1767225600,a\n_time,_raw\n1767225601,b\n"));

    assertThat(sink.logs).hasSize(2);
    assertThat(sink.rejects).isEmpty();
  }

  @Test
  void metricColumnsArePoints() throws IOException {
    CollectingSink sink =
        read(bytes("_time,host,metric_name:cpu,metric_name:memory\n1767225600,node-1,0.5,\n"));

    assertThat(sink.points)
        .extracting(MetricPoint::name, MetricPoint::value)
        .containsExactly(tuple("cpu", 0.5));
  }

  @ParameterizedTest
  @CsvSource({
    "'_time,count', false",
    "'time,host,source', false",
    "'_raw,_time', true",
    "'host,_time,level', true"
  })
  void theHeaderTells(String header, boolean own) {
    assertThat(format().recognises("a.csv", bytes(header + "\n")) instanceof Recognition.Yes)
        .isEqualTo(own);
  }
}
