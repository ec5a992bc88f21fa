package io.distributeddebug.format;

import io.distributeddebug.telemetry.MetricPoint;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.SortedMap;

/** Points on their way to a sink, held back while it is open whether they may go there. */
final class PrometheusPoints {
  private final TelemetrySink sink;
  private final int most;
  private final PrometheusLabels labels = new PrometheusLabels();
  private final Queue<Held> held = new ArrayDeque<>();

  private record Held(MetricPoint point, long position) {}

  /** Holds that many at most; what is beyond passes on. */
  PrometheusPoints(TelemetrySink sink, int most) {
    this.sink = sink;
    this.most = most;
  }

  PrometheusLabels.Split split(SortedMap<String, String> ofPoint) {
    return labels.split(ofPoint);
  }

  void add(MetricPoint point, long position) {
    held.add(new Held(point, position));
    if (held.size() > most) {
      pass();
    }
  }

  void pass() {
    for (Held next = held.poll(); next != null; next = held.poll()) {
      sink.metric(next.point, next.position);
    }
  }

  void drop() {
    held.clear();
  }
}
