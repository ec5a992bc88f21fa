package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TsdbDumpFormatTest extends TelemetryFormatContract {
  @Override
  protected List<TelemetryFormat> all() {
    return formats(Limits.STANDARD);
  }

  @Override
  protected List<TelemetryFormat> formats(Limits limits) {
    return Formats.standard(limits).all();
  }

  @Override
  protected TelemetryFormat format() {
    return new TsdbDumpFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "dump.txt";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{__name__=\"requests_total\", n=\"%d\"} %d 1767225600000".formatted(number, number);
  }

  @Override
  protected String badLine() {
    return "{__name__=\"up\", n=\"1\"}";
  }

  @Test
  void readsNamesLabelsAndMilliseconds() throws IOException {
    MetricPoint point =
        read(bytes(
                file(
                    "{__name__=\"a_total\", job=\"cart\", path=\"a \\\"b\\\"\"} 2e+06 1767225600500")))
            .points
            .get(0);

    assertThat(point.name()).isEqualTo("a_total");
    assertThat(point.kind()).isEqualTo(MetricKind.CUMULATIVE_SUM);
    assertThat(point.value()).isEqualTo(2e6);
    assertThat(point.unixNanos()).isEqualTo(1_767_225_600_500_000_000L);
    assertThat(point.resource().service()).isEqualTo("cart");
    assertThat(point.attributes().get("path")).contains("a \"b\"");
  }
}
