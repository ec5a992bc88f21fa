package io.distributeddebug.simulation.state;

import io.distributeddebug.simulation.Recording;
import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.StatusCode;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Writes spans and log lines, each on the clock of its node. */
final class Scribe {
  static final long MILLI = 1_000_000;
  private static final int NODES = 4;
  private static final long MOST_SKEW_NANOS = 30 * MILLI;

  private final Recording recording;
  private final long[] skew = new long[NODES];
  private final SplittableRandom ids;

  Scribe(Recording recording, long seed) {
    this.recording = recording;
    SplittableRandom random = new SplittableRandom(seed);
    for (int node = 0; node < NODES; node++) {
      skew[node] = random.nextLong(-MOST_SKEW_NANOS, MOST_SKEW_NANOS);
    }
    ids = random.split();
  }

  /** How far a node's clock is ahead of true time. */
  long aheadNanos(int node) {
    return skew[node];
  }

  /** A request that has been begun: a gateway calls a service, which does the work. */
  final class Request {
    final String traceId = hex() + hex();
    final String service;
    final int node;
    private final String entry = hex();
    private final String call = hex();
    private final String handler = hex();
    private final String name;
    private final long start;
    private long end;

    private Request(String name, String service, int node, long start) {
      this.name = name;
      this.service = service;
      this.node = node;
      this.start = start;
      end = start;
    }

    /** An operation of the service, as a client sees it. */
    void call(String what, long from, long to, Map<String, String> attributes) {
      call(what, from, to, attributes, "");
    }

    void call(String what, long from, long to, Map<String, String> attributes, String error) {
      end = Math.max(end, to);
      write(
          traceId,
          hex(),
          handler,
          service,
          node,
          what,
          SpanKind.CLIENT,
          from,
          to,
          attributes,
          error);
    }

    void span(
        SpanKind kind,
        String what,
        long from,
        long to,
        Map<String, String> attributes,
        String error) {
      end = Math.max(end, to);
      write(traceId, hex(), handler, service, node, what, kind, from, to, attributes, error);
    }

    /** Ends it a moment after its last operation. */
    void end() {
      long until = end + MILLI;
      write(
          traceId,
          entry,
          "",
          "gateway",
          0,
          name,
          SpanKind.SERVER,
          start - 3 * MILLI,
          until + 3 * MILLI,
          Map.of(),
          "");
      write(
          traceId,
          call,
          entry,
          "gateway",
          0,
          name,
          SpanKind.CLIENT,
          start - 2 * MILLI,
          until + 2 * MILLI,
          Map.of(),
          "");
      write(
          traceId,
          handler,
          call,
          service,
          node,
          name,
          SpanKind.SERVER,
          start - MILLI,
          until,
          Map.of(),
          "");
    }
  }

  Request request(String name, String service, int node, long start) {
    return new Request(name, service, node % NODES, start);
  }

  void log(String service, String instance, int node, long at, String body) {
    recording.log(
        new LogRecord(
            at + skew[node % NODES],
            "",
            "",
            resource(service, instance, node % NODES),
            "INFO",
            9,
            body,
            Attributes.EMPTY));
  }

  private void write(
      String traceId,
      String spanId,
      String parent,
      String service,
      int node,
      String name,
      SpanKind kind,
      long from,
      long to,
      Map<String, String> attributes,
      String error) {
    recording.span(
        new Span(
            traceId,
            spanId,
            parent,
            "",
            resource(service, service + "-" + node, node),
            name,
            kind,
            from + skew[node],
            to + skew[node],
            error.isEmpty() ? StatusCode.UNSET : StatusCode.ERROR,
            error,
            Attributes.of(attributes),
            List.of(),
            List.of(),
            "state"));
  }

  private static Resource resource(String service, String instance, int node) {
    return Resource.of(
        Attributes.builder()
            .put("service.name", service)
            .put("service.instance.id", instance)
            .put("k8s.node.name", "node-" + (node + 1))
            .build());
  }

  private String hex() {
    return String.format("%016x", ids.nextLong() | 1);
  }
}
