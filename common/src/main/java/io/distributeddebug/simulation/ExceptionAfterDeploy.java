package io.distributeddebug.simulation;

import java.util.List;

/** A new version throws where the old one did not; the rollback ends it. */
final class ExceptionAfterDeploy implements Fault {
  private static final long ROLLING_NANOS = 15_000_000_000L;

  @Override
  public String name() {
    return "exception-after-deploy";
  }

  @Override
  public String kind() {
    return "exception";
  }

  @Override
  public String describes() {
    return "A new version of a service is rolled out and throws in a share of the calls of one"
        + " operation, until it is rolled back";
  }

  @Override
  public Injection inject(Scene scene) {
    Operation target = scene.chooseOperation(0.15, operation -> operation.steps().size() >= 3);
    Service service = scene.shop().service(target.service());
    double share = scene.dice().between(0.35, 0.8);
    int beforeStep = 1 + scene.dice().below(target.steps().size() - 1);
    Outcome thrown = thrownBy(service, scene.dice());
    return new Injection(
        new Disturbance() {
          @Override
          public Mishap mishap(Operation operation, int instance, long now, Dice dice) {
            return operation == target && isNew(instance, now) && dice.chance(share)
                ? new Mishap(beforeStep, thrown)
                : Mishap.NONE;
          }

          @Override
          public String version(String name, int instance, long now, String usual) {
            return name.equals(service.name()) && isNew(instance, now)
                ? Versions.next(usual)
                : usual;
          }

          private boolean isNew(int instance, long now) {
            return scene.during(now - instance * ROLLING_NANOS) && scene.during(now);
          }
        },
        InjectedFault.at(kind(), service.name(), scene.window(), scene.feltBy(service.name()))
            .inOperation(target.name()));
  }

  private static Outcome thrownBy(Service service, Dice dice) {
    List<Outcome> choice =
        switch (service.language()) {
          case "java" ->
              List.of(
                  Outcome.failed(
                      "java.lang.NullPointerException",
                      "Cannot invoke \"Money.currency()\" because \"price\" is null"),
                  Outcome.failed(
                      "java.lang.IllegalArgumentException", "No enum constant Tier.PLATINUM"),
                  Outcome.failed(
                      "com.fasterxml.jackson.databind.exc.MismatchedInputException",
                      "Cannot deserialize value of type `int` from Object value"));
          case "go" ->
              List.of(
                  Outcome.failed(
                      "runtime.Error", "invalid memory address or nil pointer dereference"),
                  Outcome.failed("runtime.boundsError", "index out of range [3] with length 3"));
          case "python" ->
              List.of(
                  Outcome.failed("KeyError", "'discount_rate'"),
                  Outcome.failed("AttributeError", "'NoneType' object has no attribute 'score'"));
          default ->
              List.of(
                  Outcome.failed("TypeError", "Cannot read properties of undefined (reading 'id')"),
                  Outcome.failed("RangeError", "Invalid array length"));
        };
    return choice.get(dice.below(choice.size()));
  }
}
