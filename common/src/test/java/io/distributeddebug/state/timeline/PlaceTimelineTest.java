package io.distributeddebug.state.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.simulation.state.StateTruth;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.check.SimulatedState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlaceTimelineTest {
  private static final long BEGIN =
      Instant.parse("2026-01-05T08:00:00Z").getEpochSecond() * 1_000_000_000L;

  @Test
  void whatIsCalledKnownIsTrue() {
    long known = 0;
    for (long seed = 1; seed <= 10; seed++) {
      SimulatedState run = SimulatedState.of(seed, Set.of());
      known += compared(run, seed);
    }
    assertThat(known).as("entries that were compared").isGreaterThan(2_000);
  }

  @Test
  void whatIsCalledKnownOfASampledRecordIsTrue() {
    long known = 0;
    for (long seed = 1; seed <= 10; seed++) {
      SimulatedState run =
          SimulatedState.of(seed, Set.of(), trace -> Math.floorMod(trace.hashCode(), 100) < 50);
      known += compared(run, seed);
    }
    assertThat(known).as("entries that were compared").isGreaterThan(500);
  }

  /** How many entries were known; each must be the truth. */
  private static long compared(SimulatedState run, long seed) {
    Map<String, List<StateEvent>> accounts = new TreeMap<>();
    for (StateEvent event : run.events()) {
      if (event.entity().type().equals("account")) {
        accounts.computeIfAbsent(event.entity().key(), key -> new ArrayList<>()).add(event);
      }
    }
    Random random = new Random(seed);
    long known = 0;
    for (int i = 0; i < 40; i++) {
      long at = BEGIN + (long) (random.nextDouble() * 1_800e9);
      for (Map.Entry<String, List<StateEvent>> account : accounts.entrySet()) {
        for (PlaceTimeline timeline : PlaceTimeline.of(account.getValue())) {
          StateEntry entry = timeline.at("account", account.getKey(), at);
          if (entry.status() == StateEntry.Status.KNOWN) {
            known++;
            long trueTime = at - run.truth().firstNodeAheadNanos();
            assertThat(entry.version())
                .as(account.getKey() + " at " + at + ", seed " + seed)
                .isEqualTo(versionAt(run.truth(), account.getKey(), trueTime));
          }
        }
      }
    }
    return known;
  }

  private static String versionAt(StateTruth truth, String key, long unixNanos) {
    String version = "0";
    for (StateTruth.Value value : truth.values()) {
      if (value.key().equals(key) && value.unixNanos() <= unixNanos) {
        version = value.version();
      }
    }
    return version;
  }

  @Test
  void theStatesOfOrdersAndTheirSteps() {
    SimulatedState run = SimulatedState.of(3, Set.of());
    Map<String, List<StateEvent>> orders = new TreeMap<>();
    for (StateEvent event : run.events()) {
      if (event.entity().type().equals("order")) {
        orders.computeIfAbsent(event.entity().key(), key -> new ArrayList<>()).add(event);
      }
    }
    Transitions transitions = new Transitions();
    orders.values().forEach(transitions::add);
    assertThat(transitions.areStates()).isTrue();
    assertThat(transitions.steps())
        .extracting(step -> step.from() + " -> " + step.to())
        .containsExactly(" -> NEW", "NEW -> CANCELLED", "NEW -> PAID", "PAID -> SHIPPED");
    assertThat(transitions.steps().get(0).count()).isEqualTo(orders.size());
  }
}
