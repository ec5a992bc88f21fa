package io.distributeddebug.topology;

import io.distributeddebug.telemetry.SpanKind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The tree that Zipkin makes of a trace (its {@code Trace.merge} and {@code SpanNode}): parts of
 * one span are put together, an id may stand for a client and for several servers that share it, a
 * child of a shared id goes to the server at its own place, and what has no parent goes to the
 * first span that has none by its own words.
 */
final class ZipkinTree {
  private static final Comparator<String> EMPTY_LAST =
      Comparator.comparing(String::isEmpty, Boolean::compare)
          .thenComparing(Comparator.naturalOrder());
  private static final Comparator<LinkSpan> ORDER =
      Comparator.comparing(LinkSpan::id, Long::compareUnsigned)
          .thenComparingInt(ZipkinTree::half)
          .thenComparing(span -> !place(span).isEmpty())
          .thenComparing(LinkSpan::service, EMPTY_LAST)
          .thenComparing(LinkSpan::instance, EMPTY_LAST);

  private final Map<Key, Key> parents = new LinkedHashMap<>();
  private final Map<Key, Node> nodes = new HashMap<>();
  private Node root;

  /** A span in the tree; without a span only where no span could be the root. */
  static final class Node {
    private final Optional<LinkSpan> span;
    private final List<Node> children = new ArrayList<>();
    private Optional<LinkSpan> caller = Optional.empty();

    Node(Optional<LinkSpan> span) {
      this.span = span;
    }

    Optional<LinkSpan> span() {
      return span;
    }

    /** The nearest span above that has a kind: local ones between are looked through. */
    Optional<LinkSpan> caller() {
      return caller;
    }

    boolean hasChildren() {
      return !children.isEmpty();
    }

    private Optional<LinkSpan> callerOfChildren() {
      return span.filter(s -> isKind(s.kind())).or(() -> caller);
    }
  }

  /** Of a span: its id; of a server's half also its place. */
  private record Key(long id, boolean isShared, String place) {
    static Key of(long id) {
      return new Key(id, false, "");
    }
  }

  private ZipkinTree() {}

  static ZipkinTree of(List<LinkSpan> spans) {
    ZipkinTree tree = new ZipkinTree();
    List<LinkSpan> merged = merged(spans);
    merged.forEach(tree::index);
    merged.forEach(tree::put);
    if (tree.root == null) {
      tree.root = new Node(Optional.empty());
    }
    tree.parents.forEach(
        (child, parent) ->
            tree.nodes.getOrDefault(parent, tree.root).children.add(tree.nodes.get(child)));
    return tree;
  }

  boolean isRoot(Node node) {
    return node == root;
  }

  /** Each span that hangs on the root; circles do not. */
  void forEach(Consumer<Node> visitor) {
    ArrayDeque<Node> queue = new ArrayDeque<>();
    queue.add(root);
    while (!queue.isEmpty()) {
      Node node = queue.remove();
      if (node.span.isPresent()) {
        visitor.accept(node);
      }
      node.children.forEach(child -> child.caller = node.callerOfChildren());
      queue.addAll(node.children);
    }
  }

  private void index(LinkSpan span) {
    if (span.isShared()) {
      parents.put(new Key(span.id(), true, place(span)), Key.of(span.id()));
    } else {
      parents.put(Key.of(span.id()), Key.of(span.parentId()));
    }
  }

  private void put(LinkSpan span) {
    Node node = new Node(Optional.of(span));
    if (span.isShared()) {
      nodes.put(new Key(span.id(), true, place(span)), node);
      nodes.put(new Key(span.id(), true, ""), node);
      return;
    }
    Key key = Key.of(span.id());
    if (span.parentId() == 0 && root == null) {
      root = node;
      parents.remove(key);
      return;
    }
    Key atSamePlace = new Key(span.parentId(), true, place(span));
    if (span.parentId() != 0 && parents.containsKey(atSamePlace)) {
      parents.put(key, atSamePlace);
    }
    nodes.put(key, node);
  }

  private static String place(LinkSpan span) {
    return span.service().isEmpty() && span.instance().isEmpty() && span.port() == 0
        ? ""
        : span.service() + "\0" + span.instance() + "\0" + span.port();
  }

  private static int half(LinkSpan span) {
    return span.isShared() ? 2 : span.kind() == SpanKind.CLIENT ? 0 : 1;
  }

  /** Parts of one span as one, and marks on servers' halves that lack them. */
  private static List<LinkSpan> merged(List<LinkSpan> spans) {
    List<LinkSpan> sorted = new ArrayList<>(spans);
    if (sorted.size() < 2) {
      return sorted;
    }
    sorted.sort(ORDER);
    List<LinkSpan> merged = new ArrayList<>(sorted.size());
    for (int i = 0; i < sorted.size(); i++) {
      LinkSpan first = sorted.get(i);
      LinkSpan span = first;
      while (i + 1 < sorted.size() && isPart(span, sorted.get(i + 1))) {
        span = both(span, sorted.get(++i));
      }
      LinkSpan last = merged.isEmpty() ? first : merged.get(merged.size() - 1);
      boolean isOtherHalf = !merged.isEmpty() && last.id() == span.id();
      merged.add(isOtherHalf ? otherHalf(last, first, span) : span);
    }
    return merged;
  }

  private static boolean isPart(LinkSpan span, LinkSpan next) {
    return next.id() == span.id()
        && next.isShared() == span.isShared()
        && agree(span.service(), next.service())
        && agree(span.instance(), next.instance())
        && (span.port() == 0 || next.port() == 0 || span.port() == next.port());
  }

  private static boolean agree(String one, String other) {
    return one.isEmpty() || other.isEmpty() || one.equals(other);
  }

  private static LinkSpan both(LinkSpan one, LinkSpan other) {
    return new LinkSpan(
        one.id(),
        one.parentId() != 0 ? one.parentId() : other.parentId(),
        one.linkedIds(),
        isKind(one.kind()) ? one.kind() : other.kind(),
        one.service().isEmpty() ? other.service() : one.service(),
        one.instance().isEmpty() ? other.instance() : one.instance(),
        one.port() == 0 ? other.port() : one.port(),
        one.peerService().isEmpty() ? other.peerService() : one.peerService(),
        one.isError() || other.isError(),
        one.isShared() || other.isShared());
  }

  /** What Zipkin looks at here is the first of the parts, not all of them. */
  private static LinkSpan otherHalf(LinkSpan last, LinkSpan first, LinkSpan span) {
    boolean isShared =
        first.isShared() || (last.kind() == SpanKind.CLIENT && first.kind() == SpanKind.SERVER);
    return new LinkSpan(
        span.id(),
        isShared && first.parentId() == 0 && last.parentId() != 0
            ? last.parentId()
            : span.parentId(),
        span.linkedIds(),
        span.kind(),
        span.service(),
        span.instance(),
        span.port(),
        span.peerService(),
        span.isError(),
        isShared);
  }

  /** Zipkin knows no internal spans: they have no kind. */
  static boolean isKind(SpanKind kind) {
    return kind != SpanKind.INTERNAL && kind != SpanKind.UNSPECIFIED;
  }
}
