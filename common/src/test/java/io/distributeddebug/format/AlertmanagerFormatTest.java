package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.ChangeEvent;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertmanagerFormatTest extends TelemetryFormatContract {
  @Override
  protected TelemetryFormat format() {
    return new AlertmanagerFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "alerts.json";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"version\":\"4\",\"groupKey\":\"g%d\",\"status\":\"resolved\",\"receiver\":\"r\",\"alerts\":[%s]}"
        .formatted(number, alert("resolved", "2026-01-01T00:05:00Z"));
  }

  @Override
  protected String badLine() {
    return "{\"version\":\"4\",\"alerts\":[{\"labels\":";
  }

  @Test
  void readsEveryFieldOfAnAlert() throws IOException {
    ChangeEvent change = read(bytes(goodLine(1))).changes.get(0);

    assertThat(change.unixNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(change.endUnixNanos()).isEqualTo(1_767_225_900_000_000_000L);
    assertThat(change.kind()).isEqualTo("alert");
    assertThat(change.reason()).isEqualTo("HighLatency");
    assertThat(change.severity()).isEqualTo("ERROR");
    assertThat(change.message()).isEqualTo("slow");
    assertThat(change.source()).isEqualTo("alertmanager");
    assertThat(change.resource().service()).isEqualTo("cart");
    assertThat(change.attributes().get("annotation.runbook")).contains("https://r");
  }

  @Test
  void anAlertThatFiresHasNoEndWhateverItsTimeSays() throws IOException {
    for (String end : new String[] {"0001-01-01T00:00:00Z", "2026-01-01T01:00:00Z"}) {
      String line = "{\"receiver\":\"r\",\"alerts\":[%s]}".formatted(alert("firing", end));
      assertThat(read(bytes(line)).changes.get(0).endUnixNanos()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[%s]",
        "{\"status\":\"success\",\"data\":[%s]}",
        "{\"status\":\"success\",\"data\":{\"alerts\":[%s]}}",
        "%s"
      })
  void readsTheListsOfTheApis(String form) throws IOException {
    byte[] file = bytes(form.formatted(alert("resolved", "2026-01-01T00:05:00Z")));

    assertThat(format().recognises("x", file)).isInstanceOf(Recognition.Yes.class);
    assertThat(read(file).changes).isEqualTo(read(bytes(goodLine(1))).changes);
  }

  @Test
  void anAlertOfPrometheusBeginsWhenItBecameActive() throws IOException {
    String alerts =
        "{\"status\":\"success\",\"data\":{\"alerts\":[{\"labels\":{\"alertname\":\"A\",\"job\":\"cart\"},\"annotations\":{},"
            + "\"state\":\"firing\",\"activeAt\":\"2026-01-01T00:00:00.5Z\",\"value\":\"1e+00\"}]}}";

    ChangeEvent change = read(bytes(alerts)).changes.get(0);

    assertThat(change.unixNanos()).isEqualTo(1_767_225_600_500_000_000L);
    assertThat(change.endUnixNanos()).isZero();
    assertThat(change.severity()).isEqualTo("WARN");
  }

  private static String alert(String status, String end) {
    return ("{\"status\":\"%s\",\"labels\":{\"alertname\":\"HighLatency\",\"service\":\"cart\",\"severity\":\"critical\"},"
            + "\"annotations\":{\"summary\":\"slow\",\"runbook\":\"https://r\"},\"startsAt\":\"2026-01-01T00:00:00Z\","
            + "\"endsAt\":\"%s\",\"generatorURL\":\"http://p\",\"fingerprint\":\"f\"}")
        .formatted(status, end);
  }
}
