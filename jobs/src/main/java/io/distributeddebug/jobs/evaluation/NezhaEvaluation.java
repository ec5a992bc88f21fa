package io.distributeddebug.jobs.evaluation;

import io.distributeddebug.cause.Hypothesis;
import io.distributeddebug.cause.RankedCauses;
import io.distributeddebug.incident.BaselineChoice;
import io.distributeddebug.jobs.cause.CausesJob;
import io.distributeddebug.jobs.ingest.Ingest;
import io.distributeddebug.jobs.ingest.IngestBalance;
import io.distributeddebug.jobs.ingest.IngestSettings;
import io.distributeddebug.jobs.job.Progress;
import io.distributeddebug.jobs.job.Question;
import io.distributeddebug.jobs.lake.Lake;
import io.distributeddebug.jobs.lake.LakeSession;
import io.distributeddebug.jobs.lake.LakeSnapshot;
import io.distributeddebug.jobs.trace.Reconstruct;
import io.distributeddebug.telemetry.Window;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;

/**
 * The labelled incidents of a Nezha archive, each ranked from its alarm time alone and with the
 * day's fault-free minute named as normal, through the product's own way: ingest by mapping, lake,
 * reconstruction, causes.
 */
public final class NezhaEvaluation {
  private static final long MINUTE = 60_000_000_000L;
  private static final long SEARCHED = 30 * MINUTE;
  private static final String PRODUCT = "distributed-debug";
  private static final Pattern UNIX_NANOS = Pattern.compile(",(1\\d{18}),");

  private final Lake lake;
  private final Map<String, String> mappings;
  private final List<LabelledFault> faults;
  private final long lateNanos;
  private final PrintStream out;

  private NezhaEvaluation(
      Lake lake,
      Map<String, String> mappings,
      List<LabelledFault> faults,
      long lateNanos,
      PrintStream out) {
    this.lake = lake;
    this.mappings = mappings;
    this.faults = faults;
    this.lateNanos = lateNanos;
    this.out = out;
  }

  /**
   * Prints the counts.
   *
   * @param arguments folder for the lake, mapping file, seconds by which alarms are late, unpacked
   *     archive (with {@code rca_data} and {@code construct_data}), fault lists
   */
  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Path mapping = Path.of(arguments[1]);
    List<LabelledFault> faults = new ArrayList<>();
    for (int i = 4; i < arguments.length; i++) {
      faults.addAll(LabelledFault.read(Path.of(arguments[i])));
    }
    SparkSession spark = LakeSession.open(Optional.empty(), Map.of());
    try {
      new NezhaEvaluation(
              Lake.openOrCreate(spark, arguments[0], Lake.Writers.SINGLE),
              Map.of(mapping.getFileName().toString(), Files.readString(mapping)),
              faults,
              Long.parseLong(arguments[2]) * MINUTE / 60,
              out)
          .run(Path.of(arguments[3]));
    } finally {
      spark.stop();
    }
  }

  private void run(Path archive) throws IOException {
    LakeSnapshot recorded = ingest(archive.resolve("rca_data"));
    print("from the alarm alone", count(recorded, Map.of()));
    LakeSnapshot withFaultFree = ingest(archive.resolve("construct_data"));
    Map<String, Window> faultFree = new LinkedHashMap<>();
    for (LabelledFault fault : faults) {
      if (!faultFree.containsKey(fault.day())) {
        faultFree.put(
            fault.day(), faultFree(archive.resolve("construct_data").resolve(fault.day())));
      }
    }
    print("with the fault-free minute as baseline", count(withFaultFree, faultFree));
  }

  private LakeSnapshot ingest(Path folder) {
    IngestSettings defaults = IngestSettings.of(List.of(folder.toString()));
    IngestBalance balance = Ingest.run(lake, defaults.with(mappings), Progress.silent());
    Reconstruct.bringUpToDate(lake, Progress.silent());
    IngestBalance.Format total = balance.total();
    out.printf(
        "%s: %d records = %d stored + %d duplicates + %d rejects%n",
        folder.getFileName(), total.records(), total.stored(), total.duplicates(), total.rejects());
    return lake.pin();
  }

  /** From the first to the last start of a span in the day's fault-free recordings. */
  private static Window faultFree(Path day) throws IOException {
    long first = Long.MAX_VALUE;
    long last = 0;
    try (Stream<Path> files = Files.list(day.resolve("trace"))) {
      for (Path file : files.toList()) {
        for (String line : Files.readAllLines(file)) {
          Matcher start = UNIX_NANOS.matcher(line);
          if (start.find()) {
            first = Math.min(first, Long.parseLong(start.group(1)));
            last = Math.max(last, Long.parseLong(start.group(1)));
          }
        }
      }
    }
    return new Window(first, last + 1);
  }

  private Map<String, Places> count(LakeSnapshot snapshot, Map<String, Window> faultFree) {
    SimpleBaselines simple = new SimpleBaselines(lake.spark(), snapshot);
    Map<String, Places> counts = new LinkedHashMap<>();
    for (LabelledFault fault : faults) {
      long alarm = fault.unixNanos() + lateNanos;
      Optional<Window> named = Optional.ofNullable(faultFree.get(fault.day()));
      RankedCauses causes = CausesJob.rank(new Asked(lake, snapshot, question(alarm, named)));
      // Filled-up places are no answer.
      List<String> ranked =
          causes.hypotheses().stream()
              .filter(hypothesis -> hypothesis.score() > 0)
              .map(Hypothesis::service)
              .toList();
      counts.computeIfAbsent(PRODUCT, name -> new Places()).add(ranked, fault.service());
      out.printf(
          "  %s %s %s: %s%n",
          Window.instant(fault.unixNanos()),
          fault.service(),
          fault.type(),
          ranked.contains(fault.service())
              ? "place " + (ranked.indexOf(fault.service()) + 1)
              : "not found");
      simple
          .rank(new Window(alarm, alarm + 2 * MINUTE), new Window(alarm - 5 * MINUTE, alarm), named)
          .forEach(
              (name, ranking) ->
                  counts
                      .computeIfAbsent(name, missing -> new Places())
                      .add(ranking, fault.service()));
    }
    return counts;
  }

  private static Question question(long alarm, Optional<Window> named) {
    return new Question(
        "evaluation",
        "",
        new Window(alarm - SEARCHED, alarm + SEARCHED),
        OptionalLong.of(alarm),
        named.map(window -> new BaselineChoice.Between(window)),
        List.of(),
        Optional.empty(),
        List.of());
  }

  private void print(String mode, Map<String, Places> counts) {
    out.printf("%s, service among the first 1/3/5:%n", mode);
    counts.forEach((name, places) -> out.printf("  %-28s %s%n", name, places));
  }
}
