package io.distributeddebug.convention;

import io.distributeddebug.convention.Fold.Named;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Older names of HTTP attributes: OpenTelemetry's, OpenTracing's, Zipkin's, Envoy's, Elastic's.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/non-normative/http-migration/">HTTP
 *     migration</a>
 */
final class HttpNames {
  private static final Pattern VERSION = Pattern.compile("[0-9](\\.[0-9])?");

  static final List<Named> ALL =
      List.of(
          Fold.rename("http.method", "http.request.method"),
          Fold.rename("http.status_code", "http.response.status_code"),
          Fold.rename("http.scheme", "url.scheme"),
          new Named("http.url", HttpNames::target),
          new Named("http.target", HttpNames::target),
          new Named("http.path", HttpNames::target),
          new Named("http.uri", HttpNames::target),
          Fold.rename("http.client_ip", "client.address"),
          Fold.rename("http.user_agent", "user_agent.original"),
          Fold.rename("http.useragent", "user_agent.original"),
          Fold.rename("user_agent", "user_agent.original"),
          Fold.rename("http.resend_count", "http.request.resend_count"),
          Fold.rename("http.retry_count", "http.request.resend_count"),
          Fold.rename("http.request_content_length_uncompressed", "http.request.body.size"),
          Fold.rename("http.request_content_length", "http.request.body.size"),
          Fold.rename("http.request.body.bytes", "http.request.body.size"),
          Fold.rename("http.response_content_length_uncompressed", "http.response.body.size"),
          Fold.rename("http.response_content_length", "http.response.body.size"),
          Fold.rename("http.response.body.bytes", "http.response.body.size"),
          new Named("http.flavor", HttpNames::protocol),
          new Named("http.protocol", HttpNames::protocol),
          new Named("http.version", HttpNames::protocol));

  private HttpNames() {}

  /** A whole URL, or its path with or without query. */
  private static void target(String name, AttributeDraft attributes) {
    String target = attributes.text(name);
    if (target.contains("://")) {
      attributes.move(name, "url.full");
      return;
    }
    Map<String, Object> parts = new HashMap<>();
    int hash = target.indexOf('#');
    String rest = hash < 0 ? target : target.substring(0, hash);
    int query = rest.indexOf('?');
    parts.put("url.path", query < 0 ? rest : rest.substring(0, query));
    if (query >= 0) {
      parts.put("url.query", rest.substring(query + 1));
    }
    if (hash >= 0) {
      parts.put("url.fragment", target.substring(hash + 1));
    }
    attributes.replace(name, parts);
  }

  /** {@code 1.1}, {@code HTTP/2.0}, {@code SPDY}. */
  private static void protocol(String name, AttributeDraft attributes) {
    String upper = attributes.text(name).toUpperCase(Locale.ROOT);
    String version = upper.startsWith("HTTP/") ? upper.substring("HTTP/".length()) : upper;
    if (VERSION.matcher(version).matches()) {
      String stable = version.equals("2.0") || version.equals("3.0") ? version.substring(0, 1) : "";
      attributes.replace(
          name, Map.of("network.protocol.version", stable.isEmpty() ? version : stable));
    } else if (upper.equals("SPDY") || upper.equals("QUIC")) {
      attributes.replace(name, Map.of("network.protocol.name", upper.toLowerCase(Locale.ROOT)));
    }
  }
}
