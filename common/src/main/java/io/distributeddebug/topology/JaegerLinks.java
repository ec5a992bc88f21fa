package io.distributeddebug.topology;

import io.distributeddebug.telemetry.SpanKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Links as jaegertracing/spark-dependencies counts them. Spans of one id are taken together: a
 * client's and a server's half are a link. Then each span with references, unless it shares its id
 * and is not the client's half, is a link from each span that it refers to: of halves, from the
 * server's; and, where nobody refers to it, a link to its {@code peer.service}. A service's calls
 * to itself count too. Errors are not told.
 */
final class JaegerLinks {
  private final Map<Long, List<LinkSpan>> byId = new HashMap<>();
  private final Set<Long> referred = new HashSet<>();
  private final LinkTally links;

  private JaegerLinks(LinkTally links) {
    this.links = links;
  }

  static void count(List<LinkSpan> trace, LinkTally links) {
    JaegerLinks rules = new JaegerLinks(links);
    for (LinkSpan span : trace) {
      rules.byId.computeIfAbsent(span.id(), id -> new ArrayList<>(1)).add(span);
      if (span.parentId() != 0) {
        rules.referred.add(span.parentId());
      }
      rules.referred.addAll(span.linkedIds());
    }
    rules.byId.values().forEach(rules::halves);
    trace.forEach(rules::references);
  }

  private void halves(List<LinkSpan> sameId) {
    String client = "";
    String server = "";
    for (LinkSpan span : sameId) {
      client = span.kind() == SpanKind.CLIENT ? span.service() : client;
      server = span.kind() == SpanKind.SERVER ? span.service() : server;
      if (!client.isEmpty() && !server.isEmpty()) {
        links.add(client, server, false);
        return;
      }
    }
  }

  private void references(LinkSpan span) {
    boolean refers = span.parentId() != 0 || !span.linkedIds().isEmpty();
    boolean isShared = byId.get(span.id()).size() > 1;
    if (!refers || span.service().isEmpty() || (isShared && span.kind() != SpanKind.CLIENT)) {
      return;
    }
    if (span.parentId() != 0) {
      reference(span.parentId(), span);
    }
    span.linkedIds().forEach(id -> reference(id, span));
    if (!referred.contains(span.id()) && !span.peerService().isEmpty()) {
      links.add(span.service(), span.peerService(), false);
    }
  }

  private void reference(long id, LinkSpan to) {
    List<LinkSpan> from = byId.getOrDefault(id, List.of());
    if (from.size() == 1) {
      add(from.get(0), to);
    } else {
      from.stream()
          .filter(half -> half.kind() == SpanKind.SERVER)
          .findFirst()
          .ifPresent(server -> add(server, to));
    }
  }

  private void add(LinkSpan from, LinkSpan to) {
    if (!from.service().isEmpty()) {
      links.add(from.service(), to.service(), false);
    }
  }
}
