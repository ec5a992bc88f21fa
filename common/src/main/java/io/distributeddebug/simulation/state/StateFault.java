package io.distributeddebug.simulation.state;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong with state; named as the finding that tells it. */
public enum StateFault {
  STALE_READ("a replica answers with a version that was replaced long before"),
  DIVERGED("two replicas hold different values for one version"),
  VERSION_FORK("two writers are told that they have written the same version"),
  LOST_UPDATE("two requests read one version, and both write without looking again"),
  ILLEGAL_TRANSITION("an order is shipped that was cancelled"),
  LOCK_VIOLATION("two hold one lock at a time"),
  DEADLOCK("two requests take two locks in different order, and wait for each other"),
  SPLIT_BRAIN("two nodes lead in one term"),
  STALE_LEADER_WRITE("a leader of an old term still writes"),
  DUPLICATE_DELIVERY("a message is processed twice, each time with success"),
  LOST_MESSAGE("a consumer passes over a message"),
  OUT_OF_ORDER("a consumer takes a message before an earlier one"),
  SAGA_UNCOMPENSATED("a step fails, and what was done before is not undone");

  private final String describes;

  StateFault(String describes) {
    this.describes = describes;
  }

  public String describes() {
    return describes;
  }

  /** Kebab-case, such as {@code lost-update}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Optional<StateFault> named(String word) {
    return Arrays.stream(values()).filter(fault -> fault.word().equals(word)).findFirst();
  }
}
