package io.distributeddebug.report;

import java.util.List;

/**
 * What the investigation says about the state of the system's entities.
 *
 * @param note one sentence; also says when no state was read
 * @param checks the promises that were looked at; what broke them is among the findings
 */
public record State(String note, List<Check> checks) {
  public static final State NOT_READ = new State("No state events were analysed in this run.");

  public State {
    checks = List.copyOf(checks);
  }

  public State(String note) {
    this(note, List.of());
  }

  /**
   * A promise.
   *
   * @param kind of the findings that it gives
   * @param verdict violated, no-anomaly-found or not-checkable
   * @param lookedAt entities, partitions or places that had what it needs
   */
  public record Check(String kind, String verdict, long lookedAt, long found) {}
}
