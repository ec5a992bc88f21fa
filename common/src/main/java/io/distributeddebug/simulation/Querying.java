package io.distributeddebug.simulation;

/** One query on its way: to a connection, to the backend and back. */
final class Querying implements ConnectionPool.Waiter {
  private static final double FAILURES = 0.0001;

  private final Invocation invocation;
  private final Step.Query query;
  private final long spanId;

  Querying(Invocation invocation, Step.Query query) {
    this.invocation = invocation;
    this.query = query;
    this.spanId = invocation.dice().nextLong() | 1;
  }

  long begin(long now) {
    if (query.backend().isDatabase()) {
      invocation.instance().pool(query.backend()).acquire(now, this);
    } else {
      served(now);
    }
    return Step.SUSPENDED;
  }

  @Override
  public void served(long now) {
    World world = invocation.world();
    Dice dice = invocation.dice();
    Backend backend = query.backend();
    long inside = world.load(backend).enter(dice.serviceNanos(query.medianMillis()));
    inside += world.disturbances().queryDelayNanos(backend, now, dice);
    world.calendar().enter(now + inside, time -> world.load(backend).leave());
    long answered = now + inside + 2 * world.networkNanos(dice);
    long deadline = now + (long) (query.timeoutMillis() * 1e6);
    Outcome outcome;
    if (answered > deadline) {
      outcome = Outcome.timeout(backend.name() + " did not answer in time");
    } else if (dice.chance(FAILURES)) {
      outcome = Outcome.failed("ConnectionReset", "connection to " + backend.name() + " reset");
    } else {
      outcome = Outcome.OK;
    }
    world.calendar().enter(Math.min(answered, deadline), time -> finish(now, time, outcome));
  }

  @Override
  public void refused(long now) {
    ConnectionPool pool = invocation.instance().pool(query.backend());
    String reason =
        query.backend().name()
            + "-pool - Connection is not available, request timed out after 2000ms (total="
            + pool.limit()
            + ", active="
            + pool.used()
            + ", idle=0, waiting="
            + pool.waiting()
            + ")";
    invocation.fail(
        now, Outcome.failed(invocation.instance().service().poolError(), reason), reason);
  }

  private void finish(long begun, long now, Outcome outcome) {
    invocation.world().recorder().query(invocation, spanId, query, begun, now, outcome);
    if (query.backend().isDatabase()) {
      giveBack(now);
    }
    if (outcome.isSuccess()) {
      invocation.proceed(now + 1_000);
    } else if (query.optional()) {
      LogLine line =
          new LogLine(
              LogLine.Severity.WARN,
              invocation.instance().service().file("Cache"),
              48,
              "Going on without the cache: {detail}");
      invocation.proceed(invocation.log(line, outcome.message(), now));
    } else {
      invocation.fail(
          now, outcome, query.verb() + " " + query.collection() + ": " + outcome.message());
    }
  }

  private void giveBack(long now) {
    World world = invocation.world();
    String service = invocation.instance().service().name();
    ConnectionPool pool = invocation.instance().pool(query.backend());
    long kept =
        world.disturbances().keptConnectionNanos(service, query.backend(), now, invocation.dice());
    if (kept == 0) {
      pool.release(now);
    } else {
      world.calendar().enter(now + kept, pool::release);
    }
  }
}
