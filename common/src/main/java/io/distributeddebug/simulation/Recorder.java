package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.Span;
import io.distributeddebug.telemetry.SpanEvent;
import io.distributeddebug.telemetry.SpanKind;
import io.distributeddebug.telemetry.SpanLink;
import io.distributeddebug.telemetry.StatusCode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes down what happens as the OpenTelemetry instrumentation of each service would: on the clock
 * of its node, and now and then a span gets lost on its way.
 */
final class Recorder {
  private static final double LOST = 0.002;

  private final Conventions conventions = new Conventions();
  private final Disturbances disturbances;
  private final long seed;
  private final HeadSampling sampling;
  private final Recording recording;
  private final Map<Replica, Resource> resources = new HashMap<>();

  private record Replica(String service, int instance, String version) {}

  Recorder(Disturbances disturbances, long seed, HeadSampling sampling, Recording recording) {
    this.disturbances = disturbances;
    this.seed = seed;
    this.sampling = sampling;
    this.recording = recording;
  }

  long seed() {
    return seed;
  }

  void handler(Invocation run, long end, Outcome outcome) {
    Operation operation = run.operation();
    Invocation.Origin origin = run.origin();
    List<SpanLink> links =
        origin.linkedSpanId() == 0
            ? List.of()
            : List.of(
                new SpanLink(
                    traceId(origin.linkedRequest()),
                    Hex.of(origin.linkedSpanId()),
                    Attributes.EMPTY));
    span(
        run.instance(),
        run.request(),
        run.spanId(),
        origin.parentSpanId(),
        operation.name(),
        Conventions.kindOf(operation),
        run.startNanos(),
        end,
        outcome.isFailure(),
        outcome,
        conventions.handler(operation, run.request(), outcome),
        links);
  }

  void inner(Invocation run, long spanId, String name, long start, long end) {
    span(
        run.instance(),
        run.request(),
        spanId,
        run.spanId(),
        name,
        SpanKind.INTERNAL,
        start,
        end,
        false,
        Outcome.OK,
        Attributes.EMPTY,
        List.of());
  }

  void query(Invocation run, long spanId, Step.Query query, long start, long end, Outcome outcome) {
    span(
        run.instance(),
        run.request(),
        spanId,
        run.spanId(),
        Conventions.nameOf(query),
        SpanKind.CLIENT,
        start,
        end,
        !outcome.isSuccess(),
        outcome,
        conventions.query(query, outcome),
        List.of());
  }

  void call(
      Invocation run,
      long spanId,
      Operation callee,
      int attempt,
      long start,
      long end,
      Outcome outcome) {
    span(
        run.instance(),
        run.request(),
        spanId,
        run.spanId(),
        callee.name(),
        SpanKind.CLIENT,
        start,
        end,
        !outcome.isSuccess(),
        outcome,
        conventions.call(callee, attempt, outcome),
        List.of());
  }

  void producer(Invocation run, long spanId, String topic, long start, long end) {
    span(
        run.instance(),
        run.request(),
        spanId,
        run.spanId(),
        "send " + topic,
        SpanKind.PRODUCER,
        start,
        end,
        false,
        Outcome.OK,
        conventions.producer(topic),
        List.of());
  }

  void log(Invocation run, LogLine line, String detail, long now) {
    if (!run.request().recorded()) {
      return;
    }
    recording.log(
        new LogRecord(
            now + run.instance().node().skewNanos(),
            traceId(run.request()),
            Hex.of(run.spanId()),
            resource(run.instance(), now),
            line.severity().name(),
            line.severity().number(),
            run.request().fill(line.template(), detail),
            conventions.sourceOf(line)));
  }

  private void span(
      Instance instance,
      Request request,
      long spanId,
      long parentSpanId,
      String name,
      SpanKind kind,
      long start,
      long end,
      boolean error,
      Outcome outcome,
      Attributes attributes,
      List<SpanLink> links) {
    if (!request.recorded()
        || !sampling.keeps(request)
        || Dice.unit(Dice.hash(spanId, seed)) < LOST) {
      return;
    }
    long skew = instance.node().skewNanos();
    List<SpanEvent> events =
        error && !outcome.errorType().isEmpty()
            ? List.of(
                new SpanEvent(end + skew - 1_000, "exception", conventions.exception(outcome)))
            : List.of();
    recording.span(
        new Span(
            traceId(request),
            Hex.of(spanId),
            parentSpanId == 0 ? "" : Hex.of(parentSpanId),
            sampling.traceState(request),
            resource(instance, start),
            name,
            kind,
            start + skew,
            end + skew,
            error ? StatusCode.ERROR : StatusCode.UNSET,
            error ? outcome.message() : "",
            attributes,
            events,
            links,
            Conventions.scopeOf(kind, attributes)));
  }

  private static String traceId(Request request) {
    return Hex.of(request.traceHigh()) + Hex.of(request.traceLow());
  }

  /** Who the instance is at that time: a deploy gives it a new version and a new pod. */
  Resource resource(Instance instance, long now) {
    Service service = instance.service();
    String version =
        disturbances.version(service.name(), instance.number(), now, service.version());
    return resources.computeIfAbsent(
        new Replica(service.name(), instance.number(), version),
        replica -> Conventions.resource(instance, version));
  }
}
