package io.distributeddebug.consistency.session;

import io.distributeddebug.history.History;
import io.distributeddebug.history.OperationKind;
import io.distributeddebug.history.Outcome;
import java.util.List;

/**
 * Looks at a circle of versions a second time, in the operations of the history themselves: each
 * step is there, and each begins where the one before it ended.
 */
final class GuaranteeCheck {
  private final History history;
  private final Guarantee guarantee;
  private final int key;

  private GuaranteeCheck(History history, Guarantee guarantee, int key) {
    this.history = history;
    this.guarantee = guarantee;
    this.key = key;
  }

  static boolean confirms(History history, Guarantee guarantee, List<VersionStep> circle) {
    if (circle.isEmpty()) {
      return false;
    }
    GuaranteeCheck check =
        new GuaranteeCheck(history, guarantee, history.key(circle.get(0).before()));
    for (int i = 0; i < circle.size(); i++) {
      VersionStep step = circle.get(i);
      if (step.newer() != circle.get((i + 1) % circle.size()).older()
          || step.older() == step.newer()
          || !check.isThere(step)) {
        return false;
      }
    }
    return true;
  }

  private boolean isThere(VersionStep step) {
    int before = step.before();
    int after = step.after();
    if (history.key(before) != key
        || history.key(after) != key
        || !isAcknowledged(before)
        || !isAcknowledged(after)) {
      return false;
    }
    return switch (step.why()) {
      case INITIAL ->
          step.older() == History.NIL
              && !isWrittenByAnyone(History.NIL)
              && (reads(after, step.newer()) || writes(after, step.newer()));
      case CAS ->
          history.kind(before) == OperationKind.CAS
              && history.expected(before) == step.older()
              && history.value(before) == step.newer();
      case LIST -> standsBefore(before, step);
      case REAL_TIME ->
          writes(before, step.older())
              && writes(after, step.newer())
              && history.completed(history.transaction(before))
                  < history.invoked(history.transaction(after));
      case SESSION ->
          (before < after || (before == after && history.kind(before) == OperationKind.CAS))
              && history.session(history.transaction(before))
                  == history.session(history.transaction(after))
              && (guarantee.firstWrites()
                  ? writes(before, step.older())
                  : reads(before, step.older()))
              && (guarantee.secondWrites()
                  ? writes(after, step.newer())
                  : reads(after, step.newer()));
    };
  }

  private boolean isAcknowledged(int operation) {
    return history.outcome(history.transaction(operation)) == Outcome.OK;
  }

  private boolean isWrittenByAnyone(int value) {
    for (int o = 0; o < history.operations(); o++) {
      if (history.key(o) == key
          && !history.kind(o).isRead()
          && history.value(o) == value
          && history.outcome(history.transaction(o)) != Outcome.FAIL) {
        return true;
      }
    }
    return false;
  }

  private boolean standsBefore(int read, VersionStep step) {
    int older = -1;
    int newer = Integer.MAX_VALUE;
    int[] list = history.list(read);
    for (int i = 0; i < list.length; i++) {
      older = list[i] == step.older() ? i : older;
      newer = list[i] == step.newer() ? i : newer;
    }
    boolean seen = newer < list.length || writes(step.after(), step.newer());
    return older >= 0 && older < newer && seen;
  }

  private boolean writes(int operation, int value) {
    return !history.kind(operation).isRead() && history.value(operation) == value;
  }

  private boolean reads(int operation, int value) {
    return switch (history.kind(operation)) {
      case READ -> history.value(operation) == value;
      case READ_LIST -> {
        int[] list = history.list(operation);
        yield (list.length == 0 ? History.NIL : list[list.length - 1]) == value;
      }
      case CAS -> history.expected(operation) == value;
      default -> false;
    };
  }
}
