package io.distributeddebug.cause;

import io.distributeddebug.flow.FactKey;
import io.distributeddebug.flow.FactKind;
import io.distributeddebug.flow.Facts;
import io.distributeddebug.flow.Tally;

/**
 * Whether a service began to repeat its calls to another one more often than not. A caller that
 * tries twice repeats half of its calls at most, so this one multiplies the load of a callee that
 * fails already.
 */
final class RepeatedCalls {
  private static final double MORE_OFTEN_THAN_NOT = 0.5;

  private RepeatedCalls() {}

  static boolean began(String caller, Facts before, Facts during) {
    return during.of(FactKind.CALL).entrySet().stream()
        .filter(call -> call.getKey().parts().get(0).equals(caller))
        .anyMatch(
            call -> isMostlyRepeats(call.getValue()) && !wasMostlyRepeats(before, call.getKey()));
  }

  private static boolean wasMostlyRepeats(Facts before, FactKey call) {
    Tally tally = before.of(FactKind.CALL).get(call);
    return tally != null && isMostlyRepeats(tally);
  }

  private static boolean isMostlyRepeats(Tally calls) {
    return calls.weight() > MORE_OFTEN_THAN_NOT * calls.count();
  }
}
