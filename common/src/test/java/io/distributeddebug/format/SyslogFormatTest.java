package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.LogRecord;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SyslogFormatTest extends TelemetryFormatContract {
  @Override
  protected TelemetryFormat format() {
    return new SyslogFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "syslog";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "<34>1 2026-01-01T00:00:00.003Z node-1 cart 7 ID47 - request " + number;
  }

  @Override
  protected String badLine() {
    return "<34>2 2026-01-01T00:00:00.003Z node-1";
  }

  @Test
  void readsEveryPartOfAMessage() throws IOException {
    LogRecord log =
        read(bytes(
                "<163>1 2026-01-01T01:00:00.003+01:00 node-1 cart 7 ID47 "
                    + "[ex@32473 user=\"a \\\"b\\\" ]\" trace_id=\"5b8efff798038103d269b633813fc60c\"][y n=\"1\"] \uFEFFit is lost"))
            .logs
            .get(0);

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_003_000_000L);
    assertThat(log.severityNumber()).isEqualTo(17);
    assertThat(log.body()).isEqualTo("it is lost");
    assertThat(log.resource().service()).isEqualTo("cart");
    assertThat(log.resource().node()).isEqualTo("node-1");
    assertThat(log.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(log.attributes().text())
        .isEqualTo(
            Map.of(
                "process.pid", "7",
                "syslog.msgid", "ID47",
                "syslog.facility", "20",
                "user", "a \"b\" ]",
                "n", "1"));
  }

  @Test
  void whatAHyphenStandsForIsAbsent() throws IOException {
    LogRecord log = read(bytes("<14>1 2026-01-01T00:00:00Z - - - - - up\n")).logs.get(0);

    assertThat(log.resource().service()).isEmpty();
    assertThat(log.resource().node()).isEmpty();
    assertThat(log.attributes().text()).isEqualTo(Map.of("syslog.facility", "1"));
    assertThat(log.severityNumber()).isEqualTo(9);
  }
}
