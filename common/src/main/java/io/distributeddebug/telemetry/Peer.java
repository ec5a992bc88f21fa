package io.distributeddebug.telemetry;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whom a span says it calls, by OpenTelemetry's attribute names, the older ones too; of a consumer
 * the topic or queue that its message came from. Local and server spans have none.
 *
 * @param name empty where the span does not say
 */
public record Peer(String name, Kind kind) {
  public static final Peer NOBODY = new Peer("", Kind.NONE);

  /** Attributes that name a topic or queue: OpenTelemetry's, OpenTracing's, Brave's. */
  public static final List<String> DESTINATIONS =
      List.of(
          "messaging.destination.name",
          "messaging.destination",
          "message_bus.destination",
          "kafka.topic",
          "rabbit.queue",
          "jms.queue",
          "jms.topic");

  private static final Set<String> CACHES = Set.of("redis", "memcached", "valkey", "hazelcast");

  /** What sort of thing is called. */
  public enum Kind {
    NONE(""),
    DATABASE("database"),
    CACHE("cache"),
    QUEUE("queue"),
    /** None of the above: a service or host. */
    EXTERNAL("external");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    /** As in column {@code peer_kind} of {@code trace_spans}; empty for NONE. */
    public String label() {
      return label;
    }

    /** NONE for every other text, {@code service} among them. */
    public static Kind ofLabel(String label) {
      for (Kind kind : values()) {
        if (kind.label.equals(label)) {
          return kind;
        }
      }
      return NONE;
    }
  }

  public static Peer of(Span span) {
    return of(span.kind(), span.attributes().text());
  }

  private static Peer of(SpanKind kind, Map<String, String> attributes) {
    return switch (kind) {
      case CLIENT -> of(attributes);
      case PRODUCER, CONSUMER -> queue(attributes);
      default -> NOBODY;
    };
  }

  private static Peer queue(Map<String, String> attributes) {
    String topic = first(attributes, DESTINATIONS);
    return new Peer(
        topic.isEmpty() ? first(attributes, "peer.service", "messaging.system") : topic,
        Kind.QUEUE);
  }

  private static Peer of(Map<String, String> attributes) {
    String system = first(attributes, "db.system.name", "db.system");
    if (attributes.containsKey("messaging.system")) {
      return queue(attributes);
    }
    if (!system.isEmpty()) {
      String name =
          first(
              attributes,
              "peer.service",
              "server.address",
              "net.peer.name",
              "db.namespace",
              "db.name",
              "db.system.name",
              "db.system");
      boolean isCache = CACHES.contains(system.toLowerCase(Locale.ROOT));
      return new Peer(name, isCache ? Kind.CACHE : Kind.DATABASE);
    }
    String named =
        first(attributes, "peer.service", "server.address", "net.peer.name", "http.host");
    return new Peer(named.isEmpty() ? rpcService(attributes) : named, Kind.EXTERNAL);
  }

  /** As older spans name it, else of {@code package.Service/Method}. */
  private static String rpcService(Map<String, String> attributes) {
    String method = first(attributes, "rpc.method");
    int slash = method.indexOf('/');
    String service = first(attributes, "rpc.service");
    return service.isEmpty() && slash > 0 ? method.substring(0, slash) : service;
  }

  private static String first(Map<String, String> attributes, String... keys) {
    return first(attributes, List.of(keys));
  }

  private static String first(Map<String, String> attributes, List<String> keys) {
    for (String key : keys) {
      String value = attributes.getOrDefault(key, "");
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }
}
