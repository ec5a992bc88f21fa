package io.distributeddebug.operation;

import io.distributeddebug.telemetry.Attributes;
import io.distributeddebug.telemetry.Span;
import java.util.List;
import java.util.Optional;

/**
 * The operation of a span, as OpenTelemetry's conventions would name it: method and route, RPC
 * service and method, messaging operation and destination, a database's query summary; where the
 * attributes do not say it, the {@linkplain NameTemplate template} of the recorded name. Attributes
 * are those of the stable conventions.
 */
public final class OperationName {
  private static final int LONGEST_STATEMENT = 200;

  private OperationName() {}

  public static String of(Span span) {
    return told(span).orElseGet(() -> NameTemplate.of(span.name()));
  }

  /** What the attributes say; empty where only the name is left to go by. */
  public static Optional<String> told(Span span) {
    Attributes attributes = span.attributes();
    if (attributes.text().isEmpty()) {
      return Optional.empty();
    }
    return http(span)
        .or(() -> rpc(attributes))
        .or(() -> messaging(attributes))
        .or(() -> database(span));
  }

  /** Each of them under its operation's name, as the tables group it. */
  public static List<Span> grouped(List<Span> spans) {
    return spans.stream().map(OperationName::grouped).toList();
  }

  /** The same span under its operation's name, as the tables group it. */
  public static Span grouped(Span span) {
    String operation = of(span);
    return operation.equals(span.name())
        ? span
        : new Span(
            span.traceId(),
            span.spanId(),
            span.parentSpanId(),
            span.traceState(),
            span.resource(),
            operation,
            span.kind(),
            span.startUnixNanos(),
            span.endUnixNanos(),
            span.status(),
            span.statusMessage(),
            span.attributes(),
            span.events(),
            span.links(),
            span.scope());
  }

  private static Optional<String> http(Span span) {
    Attributes attributes = span.attributes();
    String method = text(attributes, "http.request.method");
    if (method.isEmpty()) {
      return Optional.empty();
    }
    String route = text(attributes, "http.route");
    if (route.isEmpty()) {
      route = text(attributes, "url.template");
    }
    if (!route.isEmpty()) {
      return Optional.of(method + " " + route);
    }
    boolean saysNothing = span.name().equals(method) || span.name().equals("HTTP " + method);
    String path = text(attributes, "url.path");
    return saysNothing && !path.isEmpty()
        ? Optional.of(method + " " + NameTemplate.ofPath(path))
        : Optional.empty();
  }

  private static Optional<String> rpc(Attributes attributes) {
    String method = text(attributes, "rpc.method");
    String service = text(attributes, "rpc.service");
    if (method.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(service.isEmpty() || method.contains("/") ? method : service + "/" + method);
  }

  private static Optional<String> messaging(Attributes attributes) {
    String operation = text(attributes, "messaging.operation.name");
    if (operation.isEmpty()) {
      operation = text(attributes, "messaging.operation.type");
    }
    String destination = text(attributes, "messaging.destination.template");
    if (destination.isEmpty()) {
      destination =
          isTrue(attributes, "messaging.destination.temporary")
                  || isTrue(attributes, "messaging.destination.anonymous")
              ? "(temporary)"
              : NameTemplate.of(text(attributes, "messaging.destination.name"));
    }
    return operation.isEmpty() || destination.isEmpty()
        ? Optional.empty()
        : Optional.of(operation + " " + destination);
  }

  private static Optional<String> database(Span span) {
    Attributes attributes = span.attributes();
    String summary = text(attributes, "db.query.summary");
    if (!summary.isEmpty()) {
      return Optional.of(summary);
    }
    String operation = text(attributes, "db.operation.name");
    String target = text(attributes, "db.collection.name");
    if (!operation.isEmpty() && !target.isEmpty()) {
      return Optional.of(operation + " " + target);
    }
    String statement = text(attributes, "db.query.text");
    return !statement.isEmpty() && span.name().length() > 1 && statement.startsWith(span.name())
        ? Optional.of(fingerprint(statement))
        : Optional.empty();
  }

  /** Of a span that is named by its statement: literals out, lists of them as one. */
  private static String fingerprint(String statement) {
    String head =
        statement
            .substring(0, Math.min(statement.length(), 4 * LONGEST_STATEMENT))
            .replaceAll("'(?:[^']|'')*+'?", "?")
            .replaceAll("(?<!\\w)[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}(?!\\w)", "?")
            .replaceAll("(?<!\\w)(?=[a-fA-F]*+\\d)[0-9a-fA-F]{8,}+(?!\\w)", "?")
            .replaceAll("(?<![\\w.])\\d[\\w.]*+", "?") // no name begins with a digit
            .replaceAll("\\(\\s*\\?(?:\\s*,\\s*\\?)*+\\s*\\)", "(?)")
            .replaceAll("\\s++", " ")
            .strip();
    return head.substring(0, Math.min(head.length(), LONGEST_STATEMENT));
  }

  private static boolean isTrue(Attributes attributes, String key) {
    return text(attributes, key).equals("true");
  }

  private static String text(Attributes attributes, String key) {
    return attributes.text().getOrDefault(key, "");
  }
}
