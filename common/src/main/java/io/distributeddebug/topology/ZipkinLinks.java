package io.distributeddebug.topology;

import io.distributeddebug.telemetry.SpanKind;
import java.util.List;
import java.util.Optional;

/**
 * Links as Zipkin's {@code DependencyLinker} counts them: one for each call, told by its server's
 * half where there is one and by its client's half where nothing answered; local spans between are
 * looked through; a message is a link only where a span names both sides.
 */
final class ZipkinLinks {
  private final LinkTally links;
  private ZipkinTree tree;

  ZipkinLinks(LinkTally links) {
    this.links = links;
  }

  void count(List<LinkSpan> trace) {
    if (!trace.isEmpty()) {
      tree = ZipkinTree.of(trace.stream().map(LinkSpan::inLowerCase).toList());
      tree.forEach(node -> node.span().ifPresent(span -> link(node, span)));
    }
  }

  private void link(ZipkinTree.Node node, LinkSpan span) {
    SpanKind kind = span.kind();
    if (kind == SpanKind.CLIENT && node.hasChildren()) {
      return; // the server's half tells it
    }
    if (!ZipkinTree.isKind(kind)) {
      if (span.service().isEmpty() || span.peerService().isEmpty()) {
        return;
      }
      kind = SpanKind.CLIENT;
    }
    boolean isCalled = kind == SpanKind.SERVER || kind == SpanKind.CONSUMER;
    String parent = isCalled ? span.peerService() : span.service();
    String child = isCalled ? span.service() : span.peerService();
    if (kind == SpanKind.PRODUCER || kind == SpanKind.CONSUMER) {
      add(parent, child, span.isError());
      return;
    }
    if (isCalled && tree.isRoot(node) && parent.isEmpty()) {
      return; // nobody knows who called
    }
    Optional<LinkSpan> caller = node.caller().filter(known -> !known.service().isEmpty());
    boolean isError = span.isError();
    if (caller.isPresent()) {
      LinkSpan above = caller.get();
      if (kind == SpanKind.CLIENT
          && !span.service().isEmpty()
          && !above.service().equals(span.service())) {
        add(above.service(), span.service(), false);
      }
      parent = isCalled || parent.isEmpty() ? above.service() : parent;
      // A call in two halves: an error that only its client's half tells counts.
      isError |=
          above.kind() == SpanKind.CLIENT && span.parentId() == above.id() && above.isError();
    }
    add(parent, child, isError);
  }

  private void add(String parent, String child, boolean isError) {
    if (!parent.isEmpty() && !child.isEmpty()) {
      links.add(parent, child, isError);
    }
  }
}
