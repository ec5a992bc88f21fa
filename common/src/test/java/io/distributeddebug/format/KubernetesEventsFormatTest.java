package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.ChangeEvent;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KubernetesEventsFormatTest extends TelemetryFormatContract {
  @Override
  protected TelemetryFormat format() {
    return new KubernetesEventsFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "events.json";
  }

  @Override
  protected String preamble() {
    return "";
  }

  @Override
  protected String goodLine(int number) {
    return event("BackOff", number);
  }

  @Override
  protected String badLine() {
    return "{\"kind\":\"Event\",\"involvedObject\":{";
  }

  @Test
  void readsEveryFieldOfAnEvent() throws IOException {
    ChangeEvent change = read(bytes(event("BackOff", 7))).changes.get(0);

    assertThat(change.unixNanos()).isEqualTo(1_767_225_600_000_000_000L);
    assertThat(change.endUnixNanos()).isEqualTo(1_767_225_660_000_000_000L);
    assertThat(change.kind()).isEqualTo("restart");
    assertThat(change.reason()).isEqualTo("BackOff");
    assertThat(change.subject()).isEqualTo("Pod/shop/cart-7d4b9c8f6d-x2x4z");
    assertThat(change.severity()).isEqualTo("WARN");
    assertThat(change.message()).isEqualTo("Back-off restarting");
    assertThat(change.source()).isEqualTo("kubernetes");
    assertThat(change.resource().service()).isEqualTo("cart");
    assertThat(change.resource().pod()).isEqualTo("cart-7d4b9c8f6d-x2x4z");
    assertThat(change.resource().namespace()).isEqualTo("shop");
    assertThat(change.resource().node()).isEqualTo("node-1");
    assertThat(change.attributes().numbers()).containsEntry("k8s.event.count", 7.0);
  }

  @Test
  void readsAListAndEventsOfTheNewerApi() throws IOException {
    String list = "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[%s,\n%s]}\n";
    String newer =
        """
        {"apiVersion":"events.k8s.io/v1","kind":"Event","regarding":{"kind":"Node","name":"node-1"},\
        "reason":"NodeNotReady","note":"lost","type":"Normal","eventTime":"2026-01-01T00:00:00.000001Z"}
        """;

    assertThat(read(bytes(list.formatted(goodLine(1), goodLine(2)))).changes)
        .isEqualTo(read(file(1, 2)).changes);
    ChangeEvent change = read(bytes(newer)).changes.get(0);
    assertThat(change.kind()).isEqualTo("health");
    assertThat(change.resource().node()).isEqualTo("node-1");
    assertThat(change.resource().service()).isEmpty();
    assertThat(change.severity()).isEqualTo("INFO");
    assertThat(change.unixNanos()).isEqualTo(1_767_225_600_000_001_000L);
  }

  @ParameterizedTest
  @CsvSource({
    "ScalingReplicaSet, deployment", "SuccessfulRescale, scaling", "Killing, restart",
    "FailedScheduling, scheduling", "Unhealthy, health", "SomethingElse, health"
  })
  void theReasonTellsTheKind(String reason, String kind) throws IOException {
    assertThat(read(bytes(event(reason, 1))).changes.get(0).kind()).isEqualTo(kind);
  }

  @Test
  void anEventWithoutATimeIsAReject() throws IOException {
    CollectingSink sink =
        read(
            bytes(
                goodLine(1)
                    + "\n{\"involvedObject\":{\"kind\":\"Pod\",\"name\":\"a\"},\"reason\":\"Started\"}"));

    assertThat(sink.changes).hasSize(1);
    assertThat(sink.rejects).extracting(Reject::reason).containsExactly("an event without a time");
  }

  @ParameterizedTest
  @CsvSource({
    "Pod, cart-7d4b9c8f6d-x2x4z, cart", "Pod, cart-0, cart",
        "Pod, node-exporter-x2x4z, node-exporter",
    "Pod, cart, cart", "ReplicaSet, cart-7d4b9c8f6d, cart", "Deployment, my-cart, my-cart"
  })
  void theWorkloadIsFoundByTheNamesThatControllersGive(String kind, String name, String workload) {
    assertThat(WorkloadNames.ofObject(kind, name)).isEqualTo(workload);
  }

  private static String event(String reason, int count) {
    return ("{\"apiVersion\":\"v1\",\"kind\":\"Event\",\"metadata\":{\"name\":\"cart.1\",\"namespace\":\"shop\",\"uid\":\"u\"},"
            + "\"involvedObject\":{\"kind\":\"Pod\",\"namespace\":\"shop\",\"name\":\"cart-7d4b9c8f6d-x2x4z\"},"
            + "\"reason\":\"%s\",\"message\":\"Back-off restarting\",\"source\":{\"component\":\"kubelet\",\"host\":\"node-1\"},"
            + "\"firstTimestamp\":\"2026-01-01T00:00:00Z\",\"lastTimestamp\":\"2026-01-01T00:01:00Z\",\"count\":%d,\"type\":\"Warning\"}")
        .formatted(reason, count);
  }
}
