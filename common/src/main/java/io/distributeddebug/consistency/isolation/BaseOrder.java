package io.distributeddebug.consistency.isolation;

/** What every level takes for granted of the commit order: sessions, who read whom, list orders. */
final class BaseOrder {
  private BaseOrder() {}

  /** Adds session order, with the initial version before all; reads; and versions of lists. */
  static void addTo(CommitGraph graph, Transactions transactions) {
    addSessions(graph, transactions);
    addReads(graph, transactions);
    addListOrders(graph, transactions);
  }

  static void addSessions(CommitGraph graph, Transactions transactions) {
    for (int node = 1; node < transactions.size(); node++) {
      graph.add(transactions.previous(node), node, EdgeKind.SESSION, -1);
    }
  }

  static void addReads(CommitGraph graph, Transactions transactions) {
    for (int node = 1; node < transactions.size(); node++) {
      for (int r = transactions.firstRead(node); r < transactions.endOfReads(node); r++) {
        graph.add(transactions.readFrom(r), node, EdgeKind.WR, r);
      }
    }
  }

  /** Versions in the order of the longest list, and behind them those that it does not have. */
  static void addListOrders(CommitGraph graph, Transactions transactions) {
    ListOrders orders = transactions.listOrders();
    int[] last = new int[transactions.keys()];
    for (int key = 0; key < transactions.keys(); key++) {
      for (int i = 0; orders.isKnown(key) && i < orders.length(key); i++) {
        int appender = orders.appender(key, i);
        if (appender >= 0 && appender != last[key]) {
          graph.add(last[key], appender, EdgeKind.WW, key);
          last[key] = appender;
        }
      }
    }
    for (int node = 1; node < transactions.size(); node++) {
      for (int w = transactions.firstWrite(node); w < transactions.endOfWrites(node); w++) {
        int key = transactions.writeKey(w);
        int element = transactions.history().value(transactions.writeOperation(w));
        if (orders.isKnown(key) && orders.position(key, element) < 0 && last[key] != node) {
          graph.add(last[key], node, EdgeKind.WW, key);
        }
      }
    }
  }
}
