package io.distributeddebug.jobs.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.distributeddebug.format.OtlpJsonWriter;
import io.distributeddebug.jobs.SparkTest;
import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.StateEvents;
import io.distributeddebug.jobs.trace.Reconstruct;
import io.distributeddebug.simulation.Recording;
import io.distributeddebug.simulation.ShopSimulation;
import io.distributeddebug.simulation.SimulationSettings;
import io.distributeddebug.state.StateEvent;
import io.distributeddebug.state.check.SimulatedState;
import io.distributeddebug.state.extract.StateMapping;
import io.distributeddebug.telemetry.LogRecord;
import io.distributeddebug.telemetry.MetricPoint;
import io.distributeddebug.telemetry.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateExtractionTest {
  @TempDir Path folder;

  @Test
  void aLakeHoldsTheEventsThatAreFoundInMemoryEntityByEntity() throws IOException {
    Path archive = folder.resolve("spans.json");
    write(archive);
    IngestSettings settings = IngestSettings.of(List.of(archive.toString()));
    SmallArchive small = SmallArchive.read(settings).orElseThrow();
    List<StateEvent> inMemory =
        StateExtraction.of(small.spans(), small.logs(), StateMapping.NONE).events();
    assertThat(inMemory).hasSizeGreaterThan(500);

    String place = folder.resolve("lake").toString();
    Lake lake = Lake.openOrCreate(SparkTest.spark(), place, Lake.Writers.SEVERAL);
    Ingest.run(() -> lake, SparkTest.hadoop(), settings, Progress.silent());
    Reconstruct.bringUpToDate(lake, Progress.silent());
    StateExtraction.bringUpToDate(lake, StateMapping.NONE, "", Progress.silent());
    List<StateEvent> stored =
        lake.pin().readUnsplit(StateEvents.TABLE).collectAsList().stream()
            .map(StateEventRows::event)
            .toList();
    assertThat(sorted(stored)).isEqualTo(sorted(inMemory));
    assertThat(StateExtraction.explain(lake.pin(), StateMapping.NONE).coverage())
        .isEqualTo(
            StateExtraction.of(small.spans(), small.logs(), StateMapping.NONE).report().coverage());

    long version = lake.pin().versions().get(StateEvents.TABLE.name());
    StateExtraction.bringUpToDate(lake, StateMapping.NONE, "", Progress.silent());
    assertThat(lake.pin().versions().get(StateEvents.TABLE.name()))
        .as("nothing new: nothing is written")
        .isEqualTo(version);
    StateExtraction.bringUpToDate(lake, SimulatedState.MAPPING, "another", Progress.silent());
    assertThat(lake.pin().read(StateEvents.TABLE).count()).isEqualTo(inMemory.size());
  }

  private static List<String> sorted(List<StateEvent> events) {
    return events.stream().map(StateEvent::toString).sorted(Comparator.naturalOrder()).toList();
  }

  private static void write(Path archive) throws IOException {
    ShopSimulation simulation =
        new ShopSimulation(
            SimulationSettings.DEFAULTS.withSpans(3_000).withDuration(Duration.ofMinutes(20)));
    List<Span> spans = new ArrayList<>();
    List<LogRecord> logs = new ArrayList<>();
    simulation
        .parts()
        .forEach(
            part ->
                simulation.run(
                    part,
                    new Recording() {
                      @Override
                      public void span(Span span) {
                        spans.add(span);
                      }

                      @Override
                      public void log(LogRecord log) {
                        logs.add(log);
                      }

                      @Override
                      public void metric(MetricPoint point) {}
                    }));
    try (OtlpJsonWriter writer = new OtlpJsonWriter(Files.newOutputStream(archive))) {
      writer.writeSpans(spans);
      writer.writeLogs(logs);
    }
  }
}
