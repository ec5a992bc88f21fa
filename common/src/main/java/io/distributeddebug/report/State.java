package io.distributeddebug.report;

/**
 * What the investigation says about the state of the system's entities.
 *
 * @param note one sentence; also says when no state was read
 */
public record State(String note) {
  public static final State NOT_READ = new State("No state events were analysed in this run.");
}
