package io.distributeddebug.topology;

import io.distributeddebug.telemetry.Attributes;
import java.io.Serializable;
import java.util.Comparator;
import java.util.List;

/**
 * What a call asks of the called side, and how that answers: a line of their contract, by
 * OpenTelemetry's stable attribute names. What a span does not say is empty.
 *
 * @param protocol {@code http}, or what is named: {@code grpc}, {@code kafka}, {@code postgresql}
 * @param method HTTP or RPC method, operation on a database or topic
 * @param route template of a URL, table, topic: never a path with ids
 * @param status HTTP or RPC status code
 */
public record Exchange(String protocol, String method, String route, String status)
    implements Comparable<Exchange>, Serializable {
  /** Attributes that name a protocol other than HTTP. */
  public static final List<String> PROTOCOLS =
      List.of("messaging.system", "db.system.name", "rpc.system.name");

  /** The attribute that names a method, and tells that it is HTTP. */
  public static final String HTTP_METHOD = "http.request.method";

  /** Attributes that name a method. */
  public static final List<String> METHODS =
      List.of(HTTP_METHOD, "rpc.method", "db.operation.name", "messaging.operation.type");

  /** Attributes that name a route. */
  public static final List<String> ROUTES =
      List.of("http.route", "url.template", "db.collection.name", "messaging.destination.name");

  /** Attributes with a status code, as a number or a text. */
  public static final List<String> STATUSES =
      List.of("http.response.status_code", "rpc.response.status_code", "db.response.status_code");

  /** Attributes with the size of a request's body, bytes. */
  public static final List<String> REQUEST_BYTES =
      List.of("http.request.body.size", "http.request.size", "messaging.message.body.size");

  /** Attributes with the size of a response's body, bytes. */
  public static final List<String> RESPONSE_BYTES =
      List.of("http.response.body.size", "http.response.size");

  private static final Comparator<Exchange> ORDER =
      Comparator.comparing(Exchange::protocol)
          .thenComparing(Exchange::route)
          .thenComparing(Exchange::method)
          .thenComparing(Exchange::status);

  /** What the span with these attributes says. */
  public static Exchange of(Attributes attributes) {
    String protocol = first(attributes, PROTOCOLS);
    boolean isHttp = !first(attributes, List.of(HTTP_METHOD)).isEmpty();
    return new Exchange(
        protocol.isEmpty() && isHttp ? "http" : protocol,
        first(attributes, METHODS),
        first(attributes, ROUTES),
        first(attributes, STATUSES));
  }

  private static String first(Attributes attributes, List<String> keys) {
    for (String key : keys) {
      Double number = attributes.numbers().get(key);
      if (number != null) {
        return Long.toString(number.longValue());
      }
      String text = attributes.text().get(key);
      if (text != null) {
        return text;
      }
    }
    return "";
  }

  /** The first of these sizes that is there, -1 for none. */
  public static long bytes(Attributes attributes, List<String> keys) {
    for (String key : keys) {
      Double number = attributes.numbers().get(key);
      if (number != null) {
        return number.longValue();
      }
    }
    return -1;
  }

  /** The same, however it was answered. */
  Exchange withoutStatus() {
    return new Exchange(protocol, method, route, "");
  }

  @Override
  public int compareTo(Exchange other) {
    return ORDER.compare(this, other);
  }
}
