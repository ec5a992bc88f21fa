package io.distributeddebug.flow;

/** Takes the facts of one trace. */
public interface FactSink {
  /**
   * A duration of a timed kind, seen once.
   *
   * @param weight fixed-point, {@link Tally#ONE} = 1
   */
  void duration(FactKey key, long nanos, long weight);

  /**
   * A count of a kind without durations.
   *
   * @param weight fixed-point, {@link Tally#ONE} = 1
   * @param note what an example should tell beside its trace id; empty for nothing
   */
  void count(FactKey key, long count, long weight, String note);
}
