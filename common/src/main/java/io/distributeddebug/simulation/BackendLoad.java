package io.distributeddebug.simulation;

/** How much a backend has to do: beyond its slots everything gets slower. */
final class BackendLoad {
  private final double slots;
  private int running;

  BackendLoad(double slots) {
    this.slots = slots;
  }

  /** Begins something that takes so long at full speed; the answer is how long it will take. */
  long enter(long nanos) {
    running++;
    return (long) (nanos * Math.max(1, running / slots));
  }

  void leave() {
    running--;
  }
}
