package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.LogRecord;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LokiFormatTest extends TelemetryFormatContract {
  private static final String TRACE = "5b8efff798038103d269b633813fc60c";

  @Override
  protected TelemetryFormat format() {
    return new LokiFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "logs.json";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return "{\"labels\":{\"app\":\"cart\"},\"line\":\"request %d\",\"timestamp\":\"2026-01-01T00:00:00.000000001Z\"}"
        .formatted(number);
  }

  @Override
  protected String badLine() {
    return "{\"labels\":{\"app\":";
  }

  @Test
  void readsTheStreamsOfAnAnswer() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                """
                {"status": "success", "data": {"resultType": "streams", "result": [
                  {"stream": {"app": "cart", "namespace": "shop", "pod": "cart-7d4b9", "level": "error", "color": "red"},
                   "values": [
                     ["1767225600000000001", "it is lost", {"trace_id": "%s", "team": "a"}],
                     ["1767225600000000002", "{\\"msg\\":\\"json\\",\\"level\\":\\"warn\\",\\"n\\":1}"],
                     ["1767225600000000003", "level=info msg=\\"logfmt\\" took=5"]]}],
                  "stats": {"summary": {}}}}
                """
                    .formatted(TRACE)));

    assertThat(sink.rejects).isEmpty();
    assertThat(sink.logs)
        .extracting(LogRecord::body)
        .containsExactly("it is lost", "json", "logfmt");
    LogRecord text = sink.logs.get(0);
    assertThat(text.unixNanos()).isEqualTo(1_767_225_600_000_000_001L);
    assertThat(text.resource().service()).isEqualTo("cart");
    assertThat(text.resource().namespace()).isEqualTo("shop");
    assertThat(text.resource().pod()).isEqualTo("cart-7d4b9");
    assertThat(text.severityNumber()).isEqualTo(17);
    assertThat(text.traceId()).isEqualTo(TRACE);
    assertThat(text.attributes().text()).isEqualTo(Map.of("color", "red", "team", "a"));
    assertThat(sink.logs.get(1).severityNumber()).isEqualTo(13);
    assertThat(sink.logs.get(1).attributes().numbers()).isEqualTo(Map.of("n", 1.0));
    assertThat(sink.logs.get(2).severityNumber()).isEqualTo(9);
  }

  @Test
  void readsRequestsOfThePushApi() throws IOException {
    String push =
        "{\"streams\":[{\"stream\":{\"app\":\"cart\"},\"values\":[[\"1767225600000000001\",\"request 1\"]]}]}";

    assertThat(format().recognises("x", bytes(push))).isInstanceOf(Recognition.Yes.class);
    assertThat(read(bytes(push)).logs).isEqualTo(read(file(1)).logs);
  }

  @Test
  void aValueWithoutATimeIsARejectAndTheOthersAreRead() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                "{\"streams\":[{\"stream\":{\"app\":\"cart\"},\"values\":[[\"soon\",\"a\"],[\"1\"],[\"1767225600000000001\",\"b\"]]}]}"));

    assertThat(sink.logs).hasSize(1);
    assertThat(sink.rejects)
        .extracting(Reject::reason)
        .containsExactly("no time", "a value without time and line");
  }

  @Test
  void anAnswerWithoutStreamsIsNoError() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                "{\"status\":\"success\",\"data\":{\"resultType\":\"streams\",\"result\":[],\"stats\":{\"summary\":{}}}}"));

    assertThat(sink.records() + sink.rejects.size()).isZero();
  }
}
