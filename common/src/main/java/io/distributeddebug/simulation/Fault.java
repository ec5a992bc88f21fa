package io.distributeddebug.simulation;

/** One way in which the shop can fail. Adding one: a class and a line in {@link Faults}. */
public interface Fault {
  /** How it is asked for, such as {@code slow-database}. */
  String name();

  /** What a right answer calls it, such as {@code slow_dependency}. */
  String kind();

  /** One sentence. */
  String describes();

  /** Chooses where and how hard it hits. */
  Injection inject(Scene scene);
}
