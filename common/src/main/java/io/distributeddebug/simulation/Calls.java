package io.distributeddebug.simulation;

import java.util.List;

/** The calls of one step, side by side, each with its retries. */
final class Calls {
  private final Invocation caller;
  private final List<Step.Call> calls;
  private int pending;
  private Outcome failure = Outcome.OK;
  private String failed = "";

  Calls(Invocation caller, List<Step.Call> calls) {
    this.caller = caller;
    this.calls = calls;
    this.pending = calls.size();
  }

  void begin(long now) {
    for (Step.Call call : calls) {
      Operation callee = caller.world().shop().operation(call.callee());
      RetryPolicy policy =
          caller
              .world()
              .disturbances()
              .policy(caller.operation().service(), callee, now, call.policy());
      new Exchange(call, callee, policy, new Dice(caller.dice().nextLong())).attempt(now);
    }
  }

  private void done(long now, Step.Call call, Operation callee, Outcome outcome) {
    long time = now;
    if (!outcome.isSuccess()) {
      String detail = callee.service() + " " + callee.name() + ": " + reason(outcome);
      if (call.optional()) {
        time =
            caller.log(
                line("Client", LogLine.Severity.WARN, callee, "Going on without {detail}"),
                detail,
                now);
      } else if (failure.isSuccess()) {
        failure = outcome;
        failed = detail;
      }
    }
    if (--pending > 0) {
      return;
    }
    if (failure.isSuccess()) {
      caller.proceed(time + 1_000);
    } else if (failure.isDeclined()) {
      caller.decline(
          new Step.Decline(
              1,
              failure.status(),
              line(
                  "Client",
                  LogLine.Severity.WARN,
                  callee,
                  "Request declined by " + callee.service())),
          time);
    } else {
      caller.fail(
          time,
          failure.errorType().equals("timeout")
              ? failure
              : Outcome.failed(caller.instance().service().upstreamError(), failed),
          failed);
    }
  }

  private LogLine line(String file, LogLine.Severity severity, Operation callee, String template) {
    return new LogLine(
        severity,
        caller.instance().service().file(file),
        20 + Math.floorMod(callee.key().hashCode() + severity.number(), 90),
        template);
  }

  private static String reason(Outcome outcome) {
    return outcome.status() == 0
        ? outcome.message()
        : outcome.status()
            + (outcome.message().isEmpty() ? "" : " " + firstWords(outcome.message()));
  }

  /** Answers quote answers that quote answers: the innermost reason is not passed on whole. */
  private static String firstWords(String message) {
    int end = message.indexOf(':');
    return end < 0 ? message : message.substring(0, end);
  }

  /** One call and its retries. */
  private final class Exchange {
    private final Step.Call call;
    private final Operation callee;
    private final RetryPolicy policy;
    private final Dice dice;
    private int attempts;

    Exchange(Step.Call call, Operation callee, RetryPolicy policy, Dice dice) {
      this.call = call;
      this.callee = callee;
      this.policy = policy;
      this.dice = dice;
    }

    void attempt(long now) {
      attempts++;
      World world = caller.world();
      long spanId = dice.nextLong() | 1;
      Attempt attempt = new Attempt(attempts, spanId, now);
      world
          .calendar()
          .enter(
              now + (long) (policy.timeoutMillis() * 1e6),
              time ->
                  attempt.close(
                      time,
                      Outcome.timeout(
                          "no answer within " + Math.round(policy.timeoutMillis()) + " ms")));
      world.send(
          now,
          caller.operation().service(),
          callee,
          Invocation.Origin.childOf(caller.request(), spanId),
          new Dice(dice.nextLong()),
          attempt::close);
    }

    private final class Attempt {
      private final int number;
      private final long spanId;
      private final long begun;
      private boolean open = true;

      Attempt(int number, long spanId, long begun) {
        this.number = number;
        this.spanId = spanId;
        this.begun = begun;
      }

      void close(long now, Outcome outcome) {
        if (!open) {
          return;
        }
        open = false;
        caller.world().recorder().call(caller, spanId, callee, number, begun, now, outcome);
        if (outcome.isFailure() && attempts < policy.attempts()) {
          long time =
              caller.log(
                  line("Client", LogLine.Severity.WARN, callee, "Trying again: {detail}"),
                  callee.service() + " " + callee.name() + ": " + reason(outcome),
                  now);
          long wait = (long) (policy.backoffMillis() * (0.5 + dice.unit()) * 1e6);
          caller.world().calendar().enter(time + wait, Exchange.this::attempt);
        } else {
          done(now, call, callee, outcome);
        }
      }
    }
  }
}
