package io.distributeddebug.pattern;

import io.distributeddebug.latency.CallKey;
import io.distributeddebug.latency.CallTally;
import io.distributeddebug.latency.OperationKey;
import io.distributeddebug.latency.OperationTally;
import io.distributeddebug.latency.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** How much events of one key vary between the slices of the baseline. */
final class Dispersion {
  /** Of events among the requests of an operation. */
  static double ofRequests(
      List<Traffic> slices, OperationKey key, ToLongFunction<OperationTally> events) {
    List<CountTest.Slice> counts = new ArrayList<>();
    for (Traffic slice : slices) {
      OperationTally tally = slice.operations().get(key);
      if (tally != null) {
        counts.add(new CountTest.Slice(events.applyAsLong(tally), tally.requests()));
      }
    }
    return CountTest.dispersion(counts);
  }

  /** Of events among the calls of a key. */
  static double ofCalls(List<Traffic> slices, CallKey key, ToLongFunction<CallTally> events) {
    List<CountTest.Slice> counts = new ArrayList<>();
    for (Traffic slice : slices) {
      CallTally tally = slice.calls().get(key);
      if (tally != null) {
        counts.add(new CountTest.Slice(events.applyAsLong(tally), tally.calls()));
      }
    }
    return CountTest.dispersion(counts);
  }

  private Dispersion() {}
}
