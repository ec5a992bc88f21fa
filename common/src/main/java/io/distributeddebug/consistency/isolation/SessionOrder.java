package io.distributeddebug.consistency.isolation;

/** Whether the order of a session's transactions counts. */
enum SessionOrder {
  COUNTS,
  IGNORED;

  /** The dependencies of transactions, with their sessions where these count. */
  Dependencies.Known dependencies(Transactions transactions) {
    CommitGraph graph = new CommitGraph(transactions.size());
    if (this == COUNTS) {
      BaseOrder.addSessions(graph, transactions);
    }
    return Dependencies.addTo(graph, transactions);
  }
}
