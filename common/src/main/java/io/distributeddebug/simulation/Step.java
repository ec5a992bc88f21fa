package io.distributeddebug.simulation;

import java.util.List;

/** One step of an operation. */
sealed interface Step {
  /** Answer of a step that goes on later, when what it waits for has happened. */
  long SUSPENDED = -1;

  /** Runs the step; the answer is when the next one begins, or {@link #SUSPENDED}. */
  long run(Invocation invocation, long now);

  /** Adds what is to be expected when this step is reached {@code visits} times. */
  void expect(Expectation expectation, double visits);

  /** Computing; has an inner span where it has a name. */
  record Work(String name, double medianMillis) implements Step {
    @Override
    public long run(Invocation invocation, long now) {
      return invocation.work(this, now);
    }

    @Override
    public void expect(Expectation expectation, double visits) {
      expectation.work(this, visits);
    }
  }

  /** A logging statement. */
  record Log(LogLine line) implements Step {
    @Override
    public long run(Invocation invocation, long now) {
      return invocation.log(line, "", now);
    }

    @Override
    public void expect(Expectation expectation, double visits) {}
  }

  /**
   * A request to a database, a cache or an external service.
   *
   * @param verb statement verb or HTTP method
   * @param collection table, key space or path
   * @param text statement with placeholders; empty where it is no statement
   * @param optional the handler goes on where it fails
   */
  record Query(
      Backend backend,
      String verb,
      String collection,
      String text,
      double medianMillis,
      double timeoutMillis,
      boolean optional)
      implements Step {
    @Override
    public long run(Invocation invocation, long now) {
      return new Querying(invocation, this).begin(now);
    }

    @Override
    public void expect(Expectation expectation, double visits) {
      expectation.query(this, visits);
    }
  }

  /**
   * A call to an operation of another service.
   *
   * @param callee its {@link Operation#key()}
   * @param optional the handler goes on without the answer where it fails
   */
  record Call(String callee, RetryPolicy policy, boolean optional) implements Step {
    @Override
    public long run(Invocation invocation, long now) {
      return invocation.call(List.of(this), now);
    }

    @Override
    public void expect(Expectation expectation, double visits) {
      expectation.call(this, visits);
    }
  }

  /** Calls side by side; the slowest decides. */
  record Together(List<Call> calls) implements Step {
    public Together {
      calls = List.copyOf(calls);
    }

    @Override
    public long run(Invocation invocation, long now) {
      return invocation.call(calls, now);
    }

    @Override
    public void expect(Expectation expectation, double visits) {
      expectation.together(calls, visits);
    }
  }

  /** Sends a message and goes on at once. */
  record Publish(String topic) implements Step {
    @Override
    public long run(Invocation invocation, long now) {
      return invocation.publish(topic, now);
    }

    @Override
    public void expect(Expectation expectation, double visits) {
      expectation.publish(topic, visits);
    }
  }

  /** A business rule that now and then says no: a declined card, an empty shelf. */
  record Decline(double share, int status, LogLine line) implements Step {
    @Override
    public long run(Invocation invocation, long now) {
      return invocation.dice().chance(share) ? invocation.decline(this, now) : now;
    }

    @Override
    public void expect(Expectation expectation, double visits) {}
  }

  /** A step that only a share of the requests needs, such as the query after a cache miss. */
  record Sometimes(double share, Step step) implements Step {
    @Override
    public long run(Invocation invocation, long now) {
      return invocation.dice().chance(share) ? step.run(invocation, now) : now;
    }

    @Override
    public void expect(Expectation expectation, double visits) {
      step.expect(expectation, visits * share);
    }
  }
}
