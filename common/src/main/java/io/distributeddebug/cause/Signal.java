package io.distributeddebug.cause;

import java.util.function.Consumer;

/** One way to tell from a comparison of windows that a service is broken. */
interface Signal {
  /** Short name, such as {@code gap}. */
  String name();

  /** Says what it sees; a service's score counts the strongest clue of each signal. */
  void judge(Comparison comparison, Consumer<Clue> clues);

  /** Why it cannot tell anything here, empty where it can. */
  String absence(Comparison comparison);
}
