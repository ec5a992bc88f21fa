package io.distributeddebug.trace;

import io.distributeddebug.telemetry.Peer;
import io.distributeddebug.telemetry.SpanKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A trace without what services do within themselves: a node for each time that a service was
 * entered, and for each call of something that left no spans (database, topic, host). A message is
 * two nodes, the topic and below it the receiver. A caller comes before those it calls.
 *
 * <p>Below an inferred parent a new tree begins: who called is lost.
 */
public final class CallTree {
  private final List<Node> nodes = new ArrayList<>();

  /**
   * A service, entered, or a peer, called.
   *
   * @param caller its number in {@link #nodes}, -1 for a root
   * @param name service, or name of the peer
   * @param operation by which it was entered; of a peer empty
   * @param isPeer it left no spans
   */
  public record Node(int caller, String name, String operation, boolean isPeer) {}

  private CallTree() {}

  public static CallTree of(Trace trace) {
    CallTree tree = new CallTree();
    int[] nodeOf = new int[trace.size()]; // the node that a span belongs to
    Map<Integer, Integer> topicOf = new HashMap<>(); // by producer
    for (int span = 0; span < trace.size(); span++) {
      int parent = isInferred(trace, span) ? -1 : trace.parent(span);
      if (isEntry(trace, span, parent)) {
        int caller = parent < 0 ? -1 : topicOf.getOrDefault(parent, nodeOf[parent]);
        if (caller == -1 && isReceiver(trace, span)) {
          caller = tree.add(-1, trace.peer(span), "", true);
        }
        nodeOf[span] = tree.add(caller, trace.service(span), trace.operation(span), false);
      } else {
        nodeOf[span] = nodeOf[parent];
      }
      String peer = trace.virtualPeer(span);
      if (!peer.isEmpty()) {
        int called = tree.add(nodeOf[span], peer, "", true);
        if (trace.kind(span) == SpanKind.PRODUCER) {
          topicOf.put(span, called);
        }
      }
    }
    return tree;
  }

  private int add(int caller, String name, String operation, boolean isPeer) {
    nodes.add(new Node(caller, name, operation, isPeer));
    return nodes.size() - 1;
  }

  private static boolean isInferred(Trace trace, int span) {
    return trace.has(span, SpanFlag.ORPHAN) || trace.has(span, SpanFlag.CYCLE);
  }

  private static boolean isReceiver(Trace trace, int span) {
    return trace.kind(span) == SpanKind.CONSUMER
        && trace.peerKind(span) == Peer.Kind.QUEUE
        && !trace.peer(span).isEmpty();
  }

  /** A consumer below one of its own service has the same message. */
  private static boolean isEntry(Trace trace, int span, int parent) {
    if (parent < 0 || !trace.service(parent).equals(trace.service(span))) {
      return true;
    }
    SpanKind kind = trace.kind(span);
    return kind == SpanKind.SERVER
        || (kind == SpanKind.CONSUMER && trace.kind(parent) != SpanKind.CONSUMER);
  }

  public List<Node> nodes() {
    return List.copyOf(nodes);
  }
}
