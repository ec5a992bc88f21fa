package io.distributeddebug.simulation;

import java.util.List;

/** One run of an operation by one instance, from the request to the answer. */
final class Invocation {
  /** Who waits for the outcome. */
  interface Reply {
    void arrived(long now, Outcome outcome);
  }

  /** Where the span of this run hangs. */
  record Origin(Request request, long parentSpanId, Request linkedRequest, long linkedSpanId) {
    static Origin root(Request request) {
      return new Origin(request, 0, request, 0);
    }

    static Origin childOf(Request request, long spanId) {
      return new Origin(request, spanId, request, 0);
    }
  }

  private static final long LOGGING_NANOS = 18_000;

  private final World world;
  private final Instance instance;
  private final Operation operation;
  private final Origin origin;
  private final Dice dice;
  private final Reply reply;
  private final long spanId;
  private long startNanos;
  private int position;
  private Mishap mishap = Mishap.NONE;

  Invocation(
      World world, Instance instance, Operation operation, Origin origin, Dice dice, Reply reply) {
    this.world = world;
    this.instance = instance;
    this.operation = operation;
    this.origin = origin;
    this.dice = dice;
    this.reply = reply;
    this.spanId = dice.nextLong() | 1;
  }

  World world() {
    return world;
  }

  Instance instance() {
    return instance;
  }

  Operation operation() {
    return operation;
  }

  Origin origin() {
    return origin;
  }

  Request request() {
    return origin.request();
  }

  Dice dice() {
    return dice;
  }

  long spanId() {
    return spanId;
  }

  long startNanos() {
    return startNanos;
  }

  /** The request is at the instance's door. */
  void arrive(long now) {
    startNanos = now;
    boolean admitted =
        instance.admit(
            now,
            time -> {
              if (instance.service().spansBeginWithWorker()) {
                startNanos = time;
              }
              mishap = world.disturbances().mishap(operation, instance.number(), time, dice);
              proceed(time);
            });
    if (!admitted) {
      reply.arrived(now, Outcome.unavailable("no worker free, line full"));
    }
  }

  void proceed(long now) {
    long time = now;
    while (position < operation.steps().size()) {
      if (position >= mishap.beforeStep()) {
        strike(time);
        return;
      }
      time = operation.steps().get(position++).run(this, time);
      if (time == Step.SUSPENDED) {
        return;
      }
    }
    end(time, Outcome.OK);
  }

  private void strike(long now) {
    if (mishap.outcome().isFailure()) {
      fail(now, mishap.outcome(), mishap.outcome().errorType() + ": " + mishap.outcome().message());
    } else {
      end(now, mishap.outcome());
    }
  }

  long work(Step.Work work, long now) {
    long lasting = instance.compute(now, dice.serviceNanos(work.medianMillis()));
    long innerSpanId = dice.nextLong() | 1;
    world
        .calendar()
        .enter(
            now + lasting,
            time -> {
              instance.computed();
              if (!work.name().isEmpty()) {
                world.recorder().inner(this, innerSpanId, work.name(), now, time);
              }
              proceed(time + 2_000);
            });
    return Step.SUSPENDED;
  }

  long log(LogLine line, String detail, long now) {
    world.recorder().log(this, line, detail, now + LOGGING_NANOS / 2);
    return now + LOGGING_NANOS;
  }

  long call(List<Step.Call> calls, long now) {
    new Calls(this, calls).begin(now);
    return Step.SUSPENDED;
  }

  long publish(String topic, long now) {
    long messageSpanId = dice.nextLong() | 1;
    long sent = now + dice.serviceNanos(1.1);
    world.recorder().producer(this, messageSpanId, topic, now, sent);
    world.deliver(this, topic, messageSpanId, sent);
    world.calendar().enter(sent, this::proceed);
    return Step.SUSPENDED;
  }

  long decline(Step.Decline decline, long now) {
    long time = log(decline.line(), "", now);
    end(time, Outcome.declined(decline.status(), decline.line().template()));
    return Step.SUSPENDED;
  }

  /** Something the handler cannot do without has failed. */
  void fail(long now, Outcome cause, String detail) {
    LogLine line =
        new LogLine(
            LogLine.Severity.ERROR,
            instance.service().file("ErrorHandler"),
            30 + Math.floorMod((operation.key() + cause.errorType()).hashCode(), 400),
            "Request failed: {detail}");
    long time = log(line, detail, now);
    boolean late = cause.errorType().equals("timeout");
    end(
        time,
        new Outcome(
            late ? 504 : cause.status() == 503 ? 503 : 500,
            late ? instance.service().timeoutError() : cause.errorType(),
            detail));
  }

  private void end(long now, Outcome outcome) {
    world.recorder().handler(this, now, outcome);
    if (operation.isCalled()) {
      instance.served(now - startNanos);
    }
    instance.leave(now);
    reply.arrived(now, outcome);
  }
}
