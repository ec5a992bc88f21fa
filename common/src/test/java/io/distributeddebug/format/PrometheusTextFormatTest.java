package io.distributeddebug.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.telemetry.MetricKind;
import io.distributeddebug.telemetry.MetricPoint;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PrometheusTextFormatTest extends TelemetryFormatContract {
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
    return new PrometheusTextFormat(Limits.STANDARD);
  }

  @Override
  protected String fileName() {
    return "scrape.prom";
  }

  @Override
  protected String preamble() {
    return "# TYPE requests_total counter\n";
  }

  @Override
  protected String goodLine(int number) {
    return "requests_total{n=\"%d\"} %d 1767225600000".formatted(number, number);
  }

  @Override
  protected String badLine() {
    return "requests_total{n=\"7";
  }

  @Test
  void readsTypesTimesAndLabels() throws IOException {
    List<MetricPoint> points;
    try (var in = getClass().getResourceAsStream("prometheus-text/node.prom")) {
      points = read(in.readAllBytes()).points;
    }

    assertThat(points)
        .extracting(MetricPoint::name)
        .containsExactly("http_requests_total", "latency_seconds", "temperature", "odd");
    MetricPoint counter = points.get(0);
    assertThat(counter.kind()).isEqualTo(MetricKind.CUMULATIVE_SUM);
    assertThat(counter.unixNanos()).isEqualTo(1_767_225_600_500_000_000L);
    assertThat(counter.resource().service()).isEqualTo("cart");
    assertThat(counter.resource().instance()).isEqualTo("10.0.0.1:80");
    assertThat(counter.attributes().text()).containsOnlyKeys("code");
    assertThat(points.get(1).count()).isEqualTo(10);
    assertThat(points.get(1).value()).isEqualTo(12.5);
    assertThat(points.get(1).distribution()).isEqualTo("{\"bounds\":[0.1],\"counts\":[3,7]}");
    assertThat(points.get(2).value()).isEqualTo(-3.5);
    assertThat(points.get(2).resource().node()).isEqualTo("n1");
    assertThat(points.get(3).unixNanos()).isZero();
  }

  @Test
  void anIstioMetricSpeaksOfTheSideThatReportedIt() throws IOException {
    String labels =
        "source_canonical_service=\"cart\",destination_canonical_service=\"pay\","
            + "destination_workload_namespace=\"shop\"}";

    List<MetricPoint> points =
        read(bytes(
                file(
                    "istio_requests_total{reporter=\"source\"," + labels + " 1",
                    "istio_requests_total{reporter=\"destination\"," + labels + " 2")))
            .points;

    assertThat(points.get(0).resource().service()).isEqualTo("cart");
    assertThat(points.get(1).resource().service()).isEqualTo("pay");
    assertThat(points.get(1).resource().namespace()).isEqualTo("shop");
    assertThat(points.get(1).attributes().text())
        .containsKeys("source_canonical_service", "destination_canonical_service", "reporter");
    assertThat(points).allMatch(point -> point.kind() == MetricKind.CUMULATIVE_SUM);
  }

  @Test
  void aContainerMetricSpeaksOfTheContainerAndItsPod() throws IOException {
    MetricPoint point =
        read(bytes(
                file(
                    "container_cpu_usage_seconds_total{job=\"kubelet\",instance=\"10.0.0.9:10250\","
                        + "container=\"cart\",pod=\"cart-7d\",namespace=\"shop\",node=\"n1\"} 3")))
            .points
            .get(0);

    assertThat(point.resource().service()).isEqualTo("cart");
    assertThat(point.resource().instance()).isEqualTo("cart-7d");
    assertThat(point.resource().node()).isEqualTo("n1");
    assertThat(point.attributes().text()).containsOnlyKeys("instance", "job");
  }
}
