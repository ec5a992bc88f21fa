package io.distributeddebug.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.lake.StateEvents;
import io.distributeddebug.simulation.state.StateFault;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.check.CheckScope;
import io.distributeddebug.state.check.Grouping;
import io.distributeddebug.state.check.SimulatedState;
import io.distributeddebug.state.check.StateReview;
import java.util.EnumSet;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateReviewQueryTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 200})
  void theVerdictsAreThoseOfOneProcessOnHoweverManyPartitions(int partitions) {
    List<StateEvent> events = SimulatedState.of(5, EnumSet.allOf(StateFault.class)).events();
    StateReview inMemory = StateReviewQuery.of(events, SimulatedState.MAPPING);
    assertThat(inMemory.findings()).hasSizeGreaterThanOrEqualTo(StateFault.values().length);

    long end =
        events.stream().mapToLong(event -> event.interval().completeUnixNanos()).max().orElse(0);
    CheckScope scope = new CheckScope(SimulatedState.MAPPING, end);
    Dataset<Row> rows =
        SparkTest.spark()
            .createDataFrame(
                events.stream().map(StateEventRows::row).toList(), StateEvents.TABLE.schema());
    Dataset<Row> byEntity =
        rows.repartition(partitions, StateEvents.ENTITY_HASH.column())
            .sortWithinPartitions(
                StateEvents.ENTITY_HASH.column(),
                StateEvents.ENTITY_TYPE.column(),
                StateEvents.ENTITY_KEY.column());
    StateReview spread =
        StateReviewQuery.look(byEntity, Grouping.ENTITY, scope)
            .merge(
                StateReviewQuery.look(
                    StateReviewQuery.byPartition(rows.repartition(partitions)),
                    Grouping.PARTITION,
                    scope))
            .merge(
                StateReviewQuery.look(
                    StateReviewQuery.byLockPlace(rows.repartition(partitions)),
                    Grouping.LOCK_PLACE,
                    scope));
    assertThat(spread.findings()).isEqualTo(inMemory.findings());
    assertThat(spread.summaries(EntityPromise.all()))
        .isEqualTo(inMemory.summaries(EntityPromise.all()));
  }
}
