package io.distributeddebug.trace;

import java.io.Serializable;

/**
 * Which span of a trace is asked about: the first in depth-first order of this service and
 * operation; with neither, the root.
 *
 * @param service empty: any
 * @param operation empty: any
 */
public record EntryChoice(String service, String operation) implements Serializable {
  public static final EntryChoice ROOT = new EntryChoice("", "");

  /** -1 where the trace has no such span. */
  public int find(Trace trace) {
    for (int span = 0; span < trace.size(); span++) {
      if (accepts(trace.service(span), service) && accepts(trace.operation(span), operation)) {
        return span;
      }
    }
    return -1;
  }

  private static boolean accepts(String name, String wanted) {
    return wanted.isEmpty() || name.equals(wanted);
  }

  @Override
  public String toString() {
    if (service.isEmpty() && operation.isEmpty()) {
      return "any service";
    }
    return operation.isEmpty()
        ? "service " + service
        : service.isEmpty() ? "operation " + operation : "[" + service + "] " + operation;
  }
}
