package io.distributeddebug.trace;

import io.distributeddebug.trace.ExplainedPath.Explained;
import java.util.List;

/**
 * What a stretch of a request's duration went to.
 *
 * @param operation {@code [service] operation}
 * @param kind self, serialisation_gap, network, queue, client_wait, retry, database or lock
 */
public record LatencyPart(String operation, String kind) {
  private static final String SEPARATOR = "\u0000";

  static LatencyPart of(Trace trace, Explained segment) {
    int span = segment.span();
    return new LatencyPart("[" + trace.service(span) + "] " + trace.operation(span), kind(segment));
  }

  private static String kind(Explained segment) {
    return switch (segment.kind()) {
      case NETWORK_REQUEST, NETWORK_RESPONSE -> "network";
      case SELF -> segment.isBetweenCalls() ? "serialisation_gap" : "self";
      default -> segment.kind().label();
    };
  }

  String key() {
    return operation + SEPARATOR + kind;
  }

  static LatencyPart ofKey(String key) {
    List<String> parts = List.of(key.split(SEPARATOR, -1));
    return new LatencyPart(parts.get(0), parts.get(parts.size() - 1));
  }
}
