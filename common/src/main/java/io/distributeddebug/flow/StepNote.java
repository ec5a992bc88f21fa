package io.distributeddebug.flow;

import java.util.List;

/** What an example of a step tells: where it was, and the log statements around it. */
public record StepNote(String operation, String lastLog, String nextLog) {
  public static final StepNote NONE = new StepNote("", "", "");

  String encoded() {
    return FactKey.of(FactKind.STEP, operation, lastLog, nextLog).text();
  }

  public static StepNote decode(String encoded) {
    List<String> parts = new FactKey(FactKind.STEP, encoded).parts();
    return parts.size() == 3 ? new StepNote(parts.get(0), parts.get(1), parts.get(2)) : NONE;
  }
}
