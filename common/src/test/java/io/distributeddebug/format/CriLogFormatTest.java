package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.LogRecord;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class CriLogFormatTest extends TelemetryFormatContract {
  private static final String AT = "2026-01-01T00:00:00.000000001Z";
  private static final String POD =
      "logs/shop_cart-7d4b9_0a0a0a0a-1b1b-2c2c-3d3d-4e4e4e4e4e4e/app/0.log";

  @Override
  protected TelemetryFormat format() {
    return new CriLogFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return POD;
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return AT + " stdout F request " + number;
  }

  @Override
  protected String badLine() {
    return "request without a time";
  }

  @Test
  void readsTheLineItsStreamAndItsPod() throws IOException {
    LogRecord log = read(bytes(AT + " stderr F ERROR it is lost\n")).logs.get(0);

    assertThat(log.unixNanos()).isEqualTo(1_767_225_600_000_000_001L);
    assertThat(log.body()).isEqualTo("ERROR it is lost");
    assertThat(log.severityNumber()).isEqualTo(17);
    assertThat(log.attributes().get("log.iostream")).contains("stderr");
    assertThat(log.resource().service()).isEqualTo("app");
    assertThat(log.resource().pod()).isEqualTo("cart-7d4b9");
    assertThat(log.resource().namespace()).isEqualTo("shop");
  }

  @Test
  void readsJsonLogfmtAndAccessLogsInside() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                """
                %1$s stdout F {"level":"error","msg":"json","service":"cart"}
                %1$s stdout F level=warn msg=logfmt
                %1$s stdout F [2026-01-01T00:00:09.000Z] "GET /x HTTP/1.1" 200 - 1 2 3 4 "-" "curl" "-" "cart" "10.0.0.1:1"
                """
                    .formatted(AT)));

    assertThat(sink.logs).extracting(LogRecord::severityNumber).containsExactly(17, 13, 9);
    assertThat(sink.logs.get(0).body()).isEqualTo("json");
    assertThat(sink.logs.get(0).resource().service()).isEqualTo("cart");
    assertThat(sink.logs.get(2).attributes().get("url.path")).contains("/x");
  }

  @Test
  void partsOfALineAreOneRecordAndStreamsDontMix() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                """
                %1$s stdout P one
                %1$s stderr F other
                %1$s stdout P  two
                %1$s stdout F  three
                %1$s stdout F four
                """
                    .formatted(AT)));

    assertThat(sink.logs)
        .extracting(LogRecord::body)
        .containsExactlyInAnyOrder("one two three", "other", "four");
    assertThat(sink.positions).contains(Position.of(1, 0), Position.of(2, 0), Position.of(5, 0));
  }

  @Test
  void aStackTraceBelongsToTheLineBeforeIt() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                """
                %1$s stdout F ERROR it failed
                %1$s stdout F java.io.IOException: reset
                %1$s stdout F \tat a.B.c(D.java:1)
                %1$s stdout F Caused by: a.E: why
                %1$s stdout F \t... 3 more
                %1$s stdout F INFO go on
                %1$s stdout F Traceback (most recent call last):
                %1$s stdout F   File "a.py", line 1, in <module>
                %1$s stdout F ValueError: no
                %1$s stdout F INFO done
                %1$s stderr F panic: runtime error
                %1$s stderr F\s
                %1$s stderr F goroutine 1 [running]:
                %1$s stderr F main.main()
                %1$s stderr F \t/a/main.go:1 +0x1
                """
                    .formatted(AT)));

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.logs)
        .extracting(log -> log.body().lines().count())
        .containsExactly(5L, 4L, 1L, 5L);
    assertThat(sink.logs.get(0).body())
        .isEqualTo(
            """
            ERROR it failed
            java.io.IOException: reset
            \tat a.B.c(D.java:1)
            Caused by: a.E: why
            \t... 3 more""");
  }

  /** B32. */
  @Test
  void anEndlessStackTraceIsCutIntoRecordsOfALimitedLength() throws IOException {
    StringBuilder file = new StringBuilder(AT + " stdout F ERROR it failed\n");
    for (int i = 0; i < 50_000; i++) {
      file.append(AT).append(" stdout F \tat a.B.c(D.java:1)\n");
    }

    CollectingSink sink = read(bytes(file.toString()));

    assertThat(sink.logs).hasSizeBetween(2, 10);
    assertThat(sink.logs).allMatch(log -> log.body().length() <= 1 << 18);
    assertThat(sink.logs.stream().mapToLong(log -> log.body().lines().count()).sum())
        .isEqualTo(50_001);
  }

  @Test
  void thePodIsReadFromBothLayoutsOfTheKubelet() {
    String id = "0".repeat(64);

    assertThat(PodLogPath.resource("containers/cart-7d4b9_shop_app-" + id + ".log"))
        .containsEntry("k8s.pod.name", "cart-7d4b9")
        .containsEntry("k8s.namespace.name", "shop")
        .containsEntry("service.name", "app");
    assertThat(PodLogPath.resource("s3a://b/pods/" + POD)).containsEntry("service.name", "app");
    assertThat(PodLogPath.resource("cart.log")).isEmpty();
    assertThat(PodLogPath.resource("a_b_c.log")).isEmpty();
  }
}
