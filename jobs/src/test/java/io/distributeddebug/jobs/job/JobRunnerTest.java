package io.distributeddebug.jobs.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.distributeddebug.jobs.lake.Causes;
import io.distributeddebug.jobs.lake.Findings;
import io.distributeddebug.jobs.lake.Spans;
import io.distributeddebug.jobs.lake.Table;
import io.distributeddebug.jobs.lake.TraceSpans;
import java.util.List;
import org.junit.jupiter.api.Test;

class JobRunnerTest {
  private final Job hub = new Named("hub", List.of(Spans.TABLE), List.of(TraceSpans.TABLE));
  private final Job find = new Named("find", List.of(TraceSpans.TABLE), List.of(Findings.TABLE));
  private final Job rank = new Named("rank", List.of(Findings.TABLE), List.of(Causes.TABLE));

  @Test
  void putsEachJobAfterTheWritersOfWhatItReads() {
    assertThat(JobRunner.inOrder(List.of(rank, find, hub))).containsExactly(hub, find, rank);
    assertThat(JobRunner.inOrder(List.of(rank, hub))).containsExactly(rank, hub);
  }

  @Test
  void refusesJobsThatWaitForOneAnother() {
    Job back = new Named("back", List.of(Causes.TABLE), List.of(TraceSpans.TABLE));
    assertThatThrownBy(() -> JobRunner.inOrder(List.of(find, rank, back)))
        .hasMessage("Invalid jobs: they wait for one another: [find, rank, back]");
  }

  @Test
  void refusesTwoWritersOfOneTable() {
    Job other = new Named("other", List.of(), List.of(Causes.TABLE));
    assertThatThrownBy(() -> JobRunner.inOrder(List.of(rank, other)))
        .hasMessage("Invalid jobs: rank and other both write causes");
  }

  private record Named(String name, List<Table> reads, List<Table> writes) implements Job {
    @Override
    public String describes() {
      return name;
    }

    @Override
    public void run(JobContext context) {}
  }
}
