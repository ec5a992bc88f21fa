package io.distributeddebug.convention;

import io.distributeddebug.convention.Fold.Named;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Older names of the two ends of a call and of the network between. What a span says of its peer is
 * the server's on a client's span, the client's on a server's. {@code peer.service} keeps its name,
 * as the one that shall follow it, {@code service.peer.name}, is not stable yet.
 *
 * @see <a href="https://opentelemetry.io/docs/specs/semconv/registry/attributes/network/">Network
 *     attributes</a>
 */
final class NetworkNames {
  private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

  /** With at least two colons, so no host with its port. */
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]*:[0-9a-fA-F:.]*:[0-9a-fA-F.]*");

  private static final Map<String, String> TRANSPORTS =
      Map.of("ip_tcp", "tcp", "IP.TCP", "tcp", "ip_udp", "udp", "IP.UDP", "udp", "pipe", "pipe");

  static final List<Named> ALL =
      List.of(
          Fold.rename("service.peer.name", "peer.service"),
          Fold.renameBySide("net.peer.name", "server.address", "client.address"),
          Fold.renameBySide("net.peer.port", "server.port", "client.port"),
          Fold.rename("net.host.name", "server.address"),
          Fold.rename("net.host.port", "server.port"),
          Fold.rename("http.server_name", "server.address"),
          Fold.renameBySide("peer.hostname", "server.address", "client.address"),
          Fold.renameBySide("peer.port", "server.port", "client.port"),
          new Named("http.host", NetworkNames::host),
          Fold.rename("net.sock.peer.addr", "network.peer.address"),
          Fold.rename("net.sock.peer.port", "network.peer.port"),
          Fold.rename("net.peer.ip", "network.peer.address"),
          new Named("peer.ipv4", NetworkNames::address),
          new Named("peer.ipv6", NetworkNames::address),
          new Named("peer.address", NetworkNames::address),
          Fold.rename("net.sock.host.addr", "network.local.address"),
          Fold.rename("net.sock.host.port", "network.local.port"),
          Fold.rename("net.host.ip", "network.local.address"),
          new Named("net.transport", NetworkNames::transport),
          Fold.rename("net.protocol.name", "network.protocol.name"),
          Fold.rename("net.protocol.version", "network.protocol.version"),
          Fold.rename("net.app.protocol.name", "network.protocol.name"),
          Fold.rename("net.app.protocol.version", "network.protocol.version"),
          Fold.rename("messaging.protocol", "network.protocol.name"),
          Fold.rename("messaging.protocol_version", "network.protocol.version"),
          Fold.rename("net.host.connection.type", "network.connection.type"),
          Fold.rename("net.host.connection.subtype", "network.connection.subtype"),
          Fold.rename("net.host.carrier.name", "network.carrier.name"),
          Fold.rename("net.host.carrier.mcc", "network.carrier.mcc"),
          Fold.rename("net.host.carrier.mnc", "network.carrier.mnc"),
          Fold.rename("net.host.carrier.icc", "network.carrier.icc"));

  private NetworkNames() {}

  /** The Host header: a name or address, often with its port. */
  private static void host(String name, AttributeDraft attributes) {
    String host = attributes.text(name);
    int colon = host.lastIndexOf(':');
    boolean withPort =
        colon > 0
            && colon < host.length() - 1
            && host.length() - colon <= 6
            && host.chars().skip(colon + 1L).allMatch(c -> c >= '0' && c <= '9')
            && (host.indexOf(':') == colon || host.charAt(colon - 1) == ']');
    attributes.replace(
        name,
        withPort
            ? Map.of(
                "server.address", host.substring(0, colon),
                "server.port", host.substring(colon + 1))
            : Map.of("server.address", host));
  }

  /**
   * OpenTracing allows whatever names the peer, also an address as a number: only IP text moves.
   */
  private static void address(String name, AttributeDraft attributes) {
    String address = attributes.text(name);
    if (IPV4.matcher(address).matches() || IPV6.matcher(address).matches()) {
      attributes.move(name, "network.peer.address");
    }
  }

  private static void transport(String name, AttributeDraft attributes) {
    String transport = TRANSPORTS.get(attributes.text(name));
    if (transport != null) {
      attributes.replace(name, Map.of("network.transport", transport));
    }
  }
}
