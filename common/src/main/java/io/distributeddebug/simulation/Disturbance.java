package io.distributeddebug.simulation;

/**
 * What a fault changes in the running shop. Every method answers "nothing" unless it is overridden,
 * and must depend on its arguments alone.
 */
interface Disturbance {
  /** Share 0..1 of the instance's processor that something else takes. */
  default double stolenCpu(String service, int instance, long now) {
    return 0;
  }

  /** What a message between two services takes longer, each way. */
  default long networkDelayNanos(String caller, String callee, long now, Dice dice) {
    return 0;
  }

  /** What a query takes longer in the backend. */
  default long queryDelayNanos(Backend backend, long now, Dice dice) {
    return 0;
  }

  /** How long the connection is kept after its query has been answered. */
  default long keptConnectionNanos(String service, Backend backend, long now, Dice dice) {
    return 0;
  }

  /** What goes wrong inside one run of a handler. */
  default Mishap mishap(Operation operation, int instance, long now, Dice dice) {
    return Mishap.NONE;
  }

  default RetryPolicy policy(String caller, Operation callee, long now, RetryPolicy usual) {
    return usual;
  }

  default String version(String service, int instance, long now, String usual) {
    return usual;
  }
}
