package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.lake.Logs;
import io.distributeddebug.jobs.logs.LogJoin;
import io.distributeddebug.jobs.metrics.LoadQuery;
import io.distributeddebug.jobs.query.EvidenceJson;
import io.distributeddebug.jobs.query.EvidenceQuery;
import io.distributeddebug.jobs.trace.Reconstruct;
import io.distributeddebug.latency.LittlesLaw;
import io.distributeddebug.report.Display;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** Prints what logs and metrics say: of one trace its lines, else joins and loads by service. */
final class EvidenceRun {
  private static final int TEMPLATES = 15;

  // Below this a gauge that is read now and then says little of the mean.
  private static final double LEAST_MEASURED = 0.05;

  private final EvidenceCommand asked;
  private final Console console;

  EvidenceRun(EvidenceCommand asked, Console console) {
    this.asked = asked;
    this.console = console;
  }

  ExitCode run() {
    try (Workbench workbench =
        Workbench.over(asked.common, asked.from, asked.surroundings(), console)) {
      if (asked.from.archives.isEmpty()) {
        Reconstruct.bringUpToDate(workbench.lake(), workbench.progress());
      }
      workbench.progress().stage("joining logs and metrics");
      LakeSnapshot lake = workbench.lake().pin();
      if (asked.askedTrace().isPresent()) {
        List<Row> lines = EvidenceQuery.logsOfTrace(lake, asked.askedTrace().get());
        workbench.endProgress();
        print(asked.askedTrace().get(), lines);
      } else {
        EvidenceQuery query =
            EvidenceQuery.of(lake, asked.askedWindow())
                .orElseThrow(
                    () ->
                        UserError.usage(
                            "Cannot find spans", "Ingest an archive first, or name one."));
        print(workbench, query);
      }
    }
    return ExitCode.DONE;
  }

  private void print(String traceId, List<Row> lines) {
    if (asked.common.json) {
      console.machineResult(EvidenceJson.ofTrace(traceId, lines));
      return;
    }
    if (lines.isEmpty()) {
      console.say("No log line is known to be of trace " + traceId + ".");
      return;
    }
    long begin = lines.get(0).getAs(Logs.UNIX_NANOS_COLUMN.name());
    ResultTable table =
        ResultTable.of("after", "service", "operation", "joined by", "sure", "severity", "line");
    for (Row row : lines) {
      long time = row.getAs(Logs.UNIX_NANOS_COLUMN.name());
      String operation = row.getAs("operation");
      table.add(
          List.of(
              Display.duration(time - begin),
              row.<String>getAs("service"),
              operation == null ? "" : operation,
              row.<String>getAs(LogJoin.HOW).replace('_', ' '),
              Display.ratio(row.<Double>getAs(LogJoin.CONFIDENCE)),
              row.<String>getAs(Logs.SEVERITY.name()),
              row.<String>getAs(Logs.BODY.name())));
    }
    console.result(table.text());
  }

  private void print(Workbench workbench, EvidenceQuery query) {
    if (asked.common.json) {
      String json = EvidenceJson.of(query);
      workbench.endProgress();
      console.machineResult(json);
      return;
    }
    List<Row> logs = query.logs();
    List<Row> templates = query.templates();
    List<Row> load = query.load();
    workbench.endProgress();
    console.result(Display.window(query.window()));
    if (!logs.isEmpty()) {
      console.result("\nLog lines, by how they were joined to spans\n" + logs(logs).text());
      console.result("\nTemplates\n" + templates(templates).text());
    }
    console.result("\nLoad\n" + load(load, query.sliceNanos()).text());
  }

  private static ResultTable logs(List<Row> rows) {
    ResultTable table =
        ResultTable.of(
            "service",
            "lines",
            "errors",
            "span id",
            "trace id",
            "time",
            "not joined",
            "sure by time");
    for (Row row : rows) {
      List<Object> cells = new ArrayList<>();
      cells.add(row.getAs("service"));
      for (String name :
          List.of("lines", "errors", "by_span_id", "by_trace_id", "by_time", "by_none")) {
        cells.add(row.getAs(name));
      }
      Double sure = row.getAs("mean_confidence_by_time");
      cells.add(sure == null ? "" : Display.ratio(sure));
      table.add(cells);
    }
    return table;
  }

  private static ResultTable templates(List<Row> rows) {
    ResultTable table = ResultTable.of("service", "severity", "template", "lines", "traces");
    rows.stream()
        .limit(TEMPLATES)
        .forEach(
            row ->
                table.add(
                    List.of(
                        row.<String>getAs("service"),
                        row.<String>getAs(Logs.SEVERITY.name()),
                        row.<String>getAs(Logs.TEMPLATE.name()),
                        row.<Long>getAs("lines"),
                        row.<Long>getAs("traces"))));
    return table;
  }

  /** The slice of an instance in which the most was inside at once, for each service. */
  private static ResultTable load(List<Row> rows, long sliceNanos) {
    Map<String, Busiest> services = new TreeMap<>();
    rows.forEach(
        row ->
            services
                .computeIfAbsent(row.getAs("service"), service -> new Busiest())
                .add(row, EvidenceJson.law(row, sliceNanos)));
    ResultTable table =
        ResultTable.of(
            "service",
            "instances' slices",
            "arrivals/s",
            "in flight",
            "at most",
            "on instance",
            "spans show",
            "fullest",
            "by");
    services.forEach((service, busiest) -> table.add(busiest.cells(service)));
    return table;
  }

  /** Sums and peaks over the slices of a service. */
  private static final class Busiest {
    private long slices;
    private double arrivals;
    private double inFlight;
    private double measured;
    private double shownOfMeasured;
    private double most = -1;
    private String mostOn = "";
    private double fullest = -1;
    private String fullestBy = "";

    void add(Row row, LittlesLaw law) {
      slices++;
      arrivals += law.arrivalsPerSecond();
      inFlight += law.inFlight();
      Double counted = row.getAs(LoadQuery.MEASURED_IN_FLIGHT);
      if (counted != null) {
        measured += counted;
        shownOfMeasured += law.inFlight();
      }
      if (law.inFlight() > most) {
        most = law.inFlight();
        mostOn = row.getAs("instance");
      }
      Double utilization = row.getAs(LoadQuery.UTILIZATION_RATIO);
      if (utilization != null && utilization > fullest) {
        fullest = utilization;
        fullestBy = row.getAs(LoadQuery.UTILIZATION_METRIC);
      }
    }

    private static String number(int digits, double number) {
      return String.format(Locale.ROOT, "%." + digits + "f", number);
    }

    List<Object> cells(String service) {
      return List.of(
          service.isEmpty() ? "(none)" : service,
          slices,
          number(2, arrivals / slices),
          number(3, inFlight / slices),
          number(3, most),
          mostOn,
          measured >= LEAST_MEASURED * slices ? Display.ratio(shownOfMeasured / measured) : "",
          fullest < 0 ? "" : Display.ratio(fullest),
          fullestBy);
    }
  }
}
