package io.distributeddebug.simulation;

import java.util.List;

/** A handler returns early and says that all is well; what it should have done is not done. */
final class WrongResult implements Fault {
  @Override
  public String name() {
    return "wrong-result";
  }

  @Override
  public String kind() {
    return "wrong_result";
  }

  @Override
  public String describes() {
    return "A handler answers with success before its usual calls and log lines: a wrong early"
        + " return";
  }

  @Override
  public Injection inject(Scene scene) {
    Operation target = scene.chooseOperation(0.12, operation -> lastPlaceToReturn(operation) >= 1);
    int beforeStep = 1 + scene.dice().below(lastPlaceToReturn(target));
    double share = scene.dice().between(0.6, 1);
    return new Injection(
        new Disturbance() {
          @Override
          public Mishap mishap(Operation operation, int instance, long now, Dice dice) {
            return operation == target && scene.during(now) && dice.chance(share)
                ? new Mishap(beforeStep, Outcome.OK)
                : Mishap.NONE;
          }
        },
        InjectedFault.at(kind(), target.service(), scene.window(), scene.feltBy(target.service()))
            .inOperation(target.name()));
  }

  /** The last step before which a return would leave out a query or call that always happens. */
  private static int lastPlaceToReturn(Operation operation) {
    List<Step> steps = operation.steps();
    for (int i = steps.size() - 1; i >= 0; i--) {
      Step step = steps.get(i);
      if (step instanceof Step.Query
          || step instanceof Step.Call
          || step instanceof Step.Together
          || step instanceof Step.Publish) {
        return i;
      }
    }
    return 0;
  }
}
