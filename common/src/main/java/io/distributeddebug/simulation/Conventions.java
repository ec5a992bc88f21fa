package io.distributeddebug.simulation;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Resource;
import io.distributeddebug.telemetry.SpanKind;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Names and attributes as the OpenTelemetry semantic conventions have them. What does not depend on
 * the single request is made once.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/">Semantic conventions</a>
 */
final class Conventions {
  private record Ending(int status, String errorType, int attempt) {}

  private final IdentityHashMap<Object, Map<Ending, Attributes>> known = new IdentityHashMap<>();
  private final Map<LogLine, Attributes> sources = new HashMap<>();

  static SpanKind kindOf(Operation operation) {
    return switch (operation.protocol()) {
      case HTTP, GRPC -> SpanKind.SERVER;
      case CONSUMER -> SpanKind.CONSUMER;
      case JOB -> SpanKind.INTERNAL;
    };
  }

  static String nameOf(Step.Query query) {
    return query.verb() + " " + query.collection();
  }

  static String scopeOf(SpanKind kind, Attributes attributes) {
    if (attributes.text().containsKey("db.system.name")) {
      return "io.opentelemetry.db";
    }
    return switch (kind) {
      case SERVER, CLIENT -> "io.opentelemetry.http";
      case PRODUCER, CONSUMER -> "io.opentelemetry.messaging";
      default -> "shop";
    };
  }

  Attributes handler(Operation operation, Request request, Outcome outcome) {
    return switch (operation.protocol()) {
      case HTTP -> {
        Attributes.Builder attributes =
            Attributes.builder()
                .put("http.request.method", operation.method())
                .put("http.route", operation.route())
                .put("url.path", request.fill(operation.route(), ""))
                .put("http.response.status_code", outcome.status());
        if (outcome.isFailure()) {
          attributes.put("error.type", Integer.toString(outcome.status()));
        }
        yield attributes.build();
      }
      case GRPC -> cached(operation, outcome, 0, () -> rpc(operation, outcome).build());
      case CONSUMER ->
          cached(
              operation,
              outcome,
              0,
              () ->
                  messaging(operation.route(), "process")
                      .put("messaging.consumer.group.name", operation.service())
                      .build());
      case JOB -> Attributes.EMPTY;
    };
  }

  Attributes call(Operation callee, int attempt, Outcome outcome) {
    return cached(
        callee,
        outcome,
        attempt,
        () -> {
          Attributes.Builder attributes;
          if (callee.protocol() == Operation.Protocol.GRPC) {
            attributes = rpc(callee, outcome);
          } else {
            attributes =
                Attributes.builder()
                    .put("http.request.method", callee.method())
                    .put("url.template", callee.route());
            if (outcome.status() > 0) {
              attributes.put("http.response.status_code", outcome.status());
            }
            if (attempt > 1) {
              attributes.put("http.request.resend_count", attempt - 1);
            }
          }
          if (!outcome.isSuccess()) {
            attributes.put(
                "error.type",
                outcome.status() == 0 ? outcome.errorType() : Integer.toString(outcome.status()));
          }
          return attributes.put("server.address", callee.service()).build();
        });
  }

  Attributes query(Step.Query query, Outcome outcome) {
    return cached(
        query,
        outcome,
        0,
        () -> {
          Backend backend = query.backend();
          Attributes.Builder attributes = Attributes.builder();
          if (backend.system().isEmpty()) {
            attributes
                .put("http.request.method", query.verb())
                .put("url.template", query.collection());
            if (outcome.status() > 0) {
              attributes.put("http.response.status_code", outcome.status());
            }
          } else {
            attributes
                .put("db.system.name", backend.system())
                .put("db.operation.name", query.verb())
                .put("db.collection.name", query.collection());
            if (!backend.namespace().isEmpty()) {
              attributes.put("db.namespace", backend.namespace());
            }
            if (!query.text().isEmpty()) {
              attributes.put("db.query.text", query.text());
            }
          }
          if (!outcome.isSuccess()) {
            attributes.put("error.type", outcome.errorType());
          }
          return attributes
              .put("server.address", backend.name())
              .put("server.port", backend.port())
              .put("peer.service", backend.name())
              .build();
        });
  }

  Attributes producer(String topic) {
    return cached(topic, Outcome.OK, 0, () -> messaging(topic, "send").build());
  }

  Attributes sourceOf(LogLine line) {
    return sources.computeIfAbsent(
        line,
        place ->
            Attributes.builder()
                .put("code.file.path", place.file())
                .put("code.line.number", place.line())
                .build());
  }

  Attributes exception(Outcome outcome) {
    return Attributes.builder()
        .put("exception.type", outcome.errorType())
        .put("exception.message", outcome.message())
        .build();
  }

  static Resource resource(Instance instance, String version) {
    Service service = instance.service();
    String pod = podName(service, version, instance.seed());
    return Resource.of(
        Attributes.builder()
            .put("service.name", service.name())
            .put("service.namespace", "shop")
            .put("service.version", version)
            .put("service.instance.id", pod)
            .put("k8s.pod.name", pod)
            .put("k8s.deployment.name", service.name())
            .put("k8s.namespace.name", "shop")
            .put("k8s.node.name", instance.node().name())
            .put("cloud.availability_zone", instance.node().zone())
            .put("telemetry.sdk.language", service.language())
            .put("telemetry.sdk.name", "opentelemetry")
            .build());
  }

  /** As a deployment names its pods: each version has a replica set of its own. */
  static String podName(Service service, String version, long seed) {
    String set = Hex.of(Dice.hash(service.name().hashCode(), version.hashCode())).substring(0, 9);
    return service.name() + "-" + set + "-" + Hex.of(seed).substring(0, 5);
  }

  static Resource resource(Node node) {
    return Resource.of(
        Attributes.builder()
            .put("k8s.node.name", node.name())
            .put("host.name", node.name())
            .put("cloud.availability_zone", node.zone())
            .build());
  }

  private Attributes cached(Object about, Outcome outcome, int attempt, Supplier<Attributes> make) {
    return known
        .computeIfAbsent(about, any -> new HashMap<>())
        .computeIfAbsent(
            new Ending(outcome.status(), outcome.errorType(), attempt), any -> make.get());
  }

  private static Attributes.Builder messaging(String topic, String operation) {
    return Attributes.builder()
        .put("messaging.system", "kafka")
        .put("messaging.destination.name", topic)
        .put("messaging.operation.name", operation)
        .put("messaging.operation.type", operation);
  }

  private static Attributes.Builder rpc(Operation operation, Outcome outcome) {
    return Attributes.builder()
        .put("rpc.system.name", "grpc")
        .put("rpc.method", operation.method() + "/" + operation.route())
        .put("rpc.response.status_code", grpcStatus(outcome));
  }

  private static String grpcStatus(Outcome outcome) {
    if (outcome.isSuccess()) {
      return "OK";
    }
    return switch (outcome.status()) {
      case 0, 504 -> "DEADLINE_EXCEEDED";
      case 503 -> "UNAVAILABLE";
      case 409, 412, 402 -> "FAILED_PRECONDITION";
      case 404 -> "NOT_FOUND";
      default -> "INTERNAL";
    };
  }
}
