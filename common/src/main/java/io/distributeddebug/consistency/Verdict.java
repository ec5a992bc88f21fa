package io.distributeddebug.consistency;

import java.util.List;

/**
 * What a checker says of a history.
 *
 * @param level the promise that was checked, such as {@code linearizable}
 * @param anomalies what broke it, the worst first; empty unless it is violated
 * @param steps how many steps the check took: the same on every machine
 * @param reason why there is no answer, or what restricts it; empty where there is nothing to say
 */
public record Verdict(
    String level, Conclusion conclusion, List<Anomaly> anomalies, long steps, String reason) {
  public Verdict {
    anomalies = List.copyOf(anomalies);
    if (anomalies.isEmpty() == (conclusion == Conclusion.VIOLATED)) {
      throw new IllegalArgumentException(
          "Invalid verdict: " + conclusion + " with " + anomalies.size() + " anomalies");
    }
  }

  /** The same with a reason, or a restriction, added to those there are. */
  public Verdict because(String more) {
    return new Verdict(
        level, conclusion, anomalies, steps, reason.isEmpty() ? more : reason + "; " + more);
  }

  /** Level and conclusion in a few words. */
  public String said() {
    return level + (conclusion == Conclusion.HOLDS ? " holds" : " is " + conclusion.word());
  }

  /** The same, under the name by which the level was asked for. */
  public Verdict named(String asked) {
    return new Verdict(asked, conclusion, anomalies, steps, reason);
  }

  public static Verdict notCheckable(String level, String missing) {
    return new Verdict(level, Conclusion.NOT_CHECKABLE, List.of(), 0, missing);
  }

  public static Verdict unknown(String level, long steps, String reason) {
    return new Verdict(level, Conclusion.UNKNOWN, List.of(), steps, reason);
  }

  public static Verdict violated(String level, List<Anomaly> anomalies, long steps) {
    return new Verdict(level, Conclusion.VIOLATED, anomalies, steps, "");
  }
}
