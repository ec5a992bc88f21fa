package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.LogRecord;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TextLogFormatTest extends ArchiveFormatContract {
  @Override
  protected TelemetryFormat format() {
    return new TextLogFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "cart.log";
  }

  @Override
  protected byte[] file(int... numbers) {
    StringBuilder file = new StringBuilder();
    for (int number : numbers) {
      file.append("2026-01-01 00:00:00.001  INFO 1 --- request ").append(number).append('\n');
    }
    return bytes(file.toString());
  }

  @Test
  void aLineWithoutATimeBelongsToTheRecordBeforeIt() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                """
                2026-01-01 00:00:00,001 ERROR [cart,5b8efff798038103d269b633813fc60c,eee19b7ec3c1b174] it failed
                java.io.IOException: reset
                \tat a.B.c(D.java:1)

                2026-01-01 00:00:01,001 INFO go on
                """));

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.logs).hasSize(2);
    LogRecord failed = sink.logs.get(0);
    assertThat(failed.unixNanos()).isEqualTo(1_767_225_600_001_000_000L);
    assertThat(failed.severityNumber()).isEqualTo(17);
    assertThat(failed.traceId()).isEqualTo("5b8efff798038103d269b633813fc60c");
    assertThat(failed.spanId()).isEqualTo("eee19b7ec3c1b174");
    assertThat(failed.body().lines()).hasSize(3);
    assertThat(sink.positions).containsExactly(Position.of(1, 0), Position.of(5, 0));
  }

  @Test
  void aFirstLineWithoutATimeIsARejectWhereTheUserNamedTheFormat() throws IOException {
    CollectingSink sink = new CollectingSink();
    format()
        .read(
            "x", new java.io.ByteArrayInputStream(bytes("banner\n2026-01-01 00:00:00 up\n")), sink);

    assertThat(sink.logs).hasSize(1);
    assertThat(sink.rejects).extracting(Reject::position).containsExactly(Position.of(1, 0));
  }

  /** B32. */
  @Test
  void anEndlessRecordIsCut() throws IOException {
    String file = "2026-01-01 00:00:00 up\n" + " more and more of it\n".repeat(20_000);

    CollectingSink sink = read(bytes(file));

    assertThat(sink.logs).hasSize(1);
    assertThat(sink.logs.get(0).body().length()).isLessThanOrEqualTo(1 << 18);
    assertThat(sink.rejects).isNotEmpty();
  }
}
