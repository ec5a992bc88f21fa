package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.LogRecord;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogfmtFormatTest extends TelemetryFormatContract {
  @Override
  protected TelemetryFormat format() {
    return new LogfmtFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "cart.log";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "ts=2026-01-01T00:00:00Z level=info msg=\"request %d\"".formatted(number);
  }

  @Override
  protected String badLine() {
    return "ts=2026-01-01T00:00:00Z msg=\"open";
  }

  @Test
  void readsTheFieldsOfALine() throws IOException {
    LogRecord log =
        read(bytes(
                "time=\"2026-01-01T00:00:00Z\" level=error msg=\"it is \\\"lost\\\"\" service=cart "
                    + "traceID=5b8efff798038103d269b633813fc60c took=3 path=/cart\n"))
            .logs
            .get(0);

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(log.severityNumber()).isEqualTo(17);
    assertThat(log.body()).isEqualTo("it is \"lost\"");
    assertThat(log.resource().service()).isEqualTo("cart");
    assertThat(log.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(log.attributes().numbers()).isEqualTo(Map.of("took", 3.0));
    assertThat(log.attributes().text()).isEqualTo(Map.of("path", "/cart"));
  }
}
