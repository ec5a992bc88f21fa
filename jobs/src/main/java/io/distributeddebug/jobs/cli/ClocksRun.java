package io.distributeddebug.jobs.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.distributeddebug.causality.ClockOffset;
import io.distributeddebug.jobs.ingest.SmallArchive;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.trace.ClockQuery;
import io.distributeddebug.jobs.trace.TraceSet;
import io.distributeddebug.report.Display;
import io.distributeddebug.telemetry.Window;
import java.util.List;

/** Prints the offsets of clocks, each with its interval. */
final class ClocksRun implements SpanSource.Question {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ClocksCommand asked;
  private final Console console;

  ClocksRun(ClocksCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    new SpanSource(asked, asked.from.all(), console).answer(this);
    return ExitCode.DONE;
  }

  @Override
  public void ask(SmallArchive archive) {
    print(ClockQuery.offsets(TraceSet.of(archive.spans())));
  }

  @Override
  public void ask(Workbench workbench, LakeSnapshot lake) {
    workbench.progress().stage("comparing clocks");
    List<ClockOffset> offsets = ClockQuery.offsets(TraceSet.of(lake));
    workbench.endProgress();
    print(offsets);
  }

  private void print(List<ClockOffset> offsets) {
    if (asked.common.json) {
      console.machineResult(json(offsets));
      return;
    }
    ResultTable table =
        ResultTable.of(
            "reference", "host", "from", "to", "ahead at least", "at most", "calls", "impossible");
    int shown = 0;
    for (ClockOffset offset : offsets) {
      if (asked.all || offset.isApart() || offset.contradictions() > 0) {
        table.add(
            List.of(
                offset.pair().reference(),
                offset.pair().host(),
                Display.timeOfDay(offset.fromUnixNanos()),
                Display.timeOfDay(offset.toUnixNanos()),
                bound(offset.lowerNanos()),
                bound(offset.upperNanos()),
                offset.calls(),
                offset.contradictions()));
        shown++;
      }
    }
    if (shown > 0) {
      console.result(table.text());
    }
    int others = offsets.size() - shown;
    console.result(
        (shown == 0 ? "No clock is certainly off" : "Times are UTC")
            + (others == 0 ? "." : "; " + others + " stretches of pairs may show the same time."));
  }

  private static String bound(long nanos) {
    return nanos == Long.MIN_VALUE || nanos == Long.MAX_VALUE ? "unknown" : Display.duration(nanos);
  }

  private static String json(List<ClockOffset> offsets) {
    ArrayNode array = JSON.createArrayNode();
    for (ClockOffset offset : offsets) {
      ObjectNode row =
          array
              .addObject()
              .put("reference", offset.pair().reference())
              .put("host", offset.pair().host())
              .put("from", Window.instant(offset.fromUnixNanos()).toString())
              .put("to", Window.instant(offset.toUnixNanos()).toString());
      put(row, "lower_nanos", offset.lowerNanos());
      put(row, "upper_nanos", offset.upperNanos());
      row.put("is_apart", offset.isApart())
          .put("calls", offset.calls())
          .put("impossible_orders", offset.contradictions())
          .put(
              "impossible_order_trace_id",
              offset.contradictingTrace().isEmpty() ? null : offset.contradictingTrace());
    }
    return array.toPrettyString() + "\n";
  }

  private static void put(ObjectNode row, String name, long nanos) {
    if (nanos == Long.MIN_VALUE || nanos == Long.MAX_VALUE) {
      row.putNull(name);
    } else {
      row.put(name, nanos);
    }
  }
}
