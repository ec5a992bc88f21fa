package io.distributeddebug.consistency.isolation;

/** What of time counts for the order of transactions. */
enum TimeOrder {
  /** Nothing: any order will do. */
  NONE,
  /** That a session ran its transactions one after the other. */
  SESSIONS,
  /** That a transaction had ended before another began. */
  REAL_TIME;

  /** The dependencies of transactions, with their order in time as far as it counts. */
  Dependencies.Known dependencies(Transactions transactions) {
    CommitGraph graph = new CommitGraph(transactions.size());
    switch (this) {
      case SESSIONS -> BaseOrder.addSessions(graph, transactions);
      case REAL_TIME -> RealTime.addTo(graph, transactions);
      case NONE -> {}
    }
    return Dependencies.addTo(graph, transactions);
  }
}
