package io.distributeddebug;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Who may import whom. A package may use itself, {@code java..}, libraries and what its line lists.
 */
@AnalyzeClasses(
    packages = "io.distributeddebug",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] ALL = {
    "telemetry",
    "statistics",
    "finding",
    "format",
    "trace",
    "flow",
    "causality",
    "topology",
    "pattern",
    "logs",
    "state",
    "consistency",
    "cause",
    "incident",
    "report",
    "monitoring",
    "scenario",
    "export",
    "simulation",
    "latency",
    "redaction",
    "history",
    "convention",
    "query",
    "sampling",
    "comparison",
    "operation",
    "coverage"
  };

  @ArchTest static final ArchRule TELEMETRY = onlyUses("telemetry");
  @ArchTest static final ArchRule STATISTICS = onlyUses("statistics", "telemetry");
  @ArchTest static final ArchRule FINDING = onlyUses("finding", "telemetry");

  @ArchTest
  static final ArchRule FORMAT =
      onlyUses("format", "telemetry", "statistics", "redaction", "convention");

  @ArchTest static final ArchRule REDACTION = onlyUses("redaction", "telemetry");
  @ArchTest static final ArchRule CONVENTION = onlyUses("convention", "telemetry");
  @ArchTest static final ArchRule TRACE = onlyUses("trace", "telemetry", "statistics");
  @ArchTest static final ArchRule TOPOLOGY = onlyUses("topology", "telemetry", "statistics");
  @ArchTest static final ArchRule LATENCY = onlyUses("latency", "telemetry", "statistics");

  @ArchTest
  static final ArchRule QUERY = onlyUses("query", "trace", "convention", "telemetry", "statistics");

  @ArchTest
  static final ArchRule COMPARISON =
      onlyUses("comparison", "query", "trace", "logs", "telemetry", "statistics");

  @ArchTest static final ArchRule LOGS = onlyUses("logs", "telemetry", "statistics");

  @ArchTest
  static final ArchRule FLOW = onlyUses("flow", "trace", "logs", "telemetry", "statistics");

  @ArchTest
  static final ArchRule CAUSALITY =
      onlyUses("causality", "trace", "logs", "telemetry", "statistics");

  @ArchTest
  static final ArchRule CAUSE =
      onlyUses("cause", "finding", "flow", "topology", "statistics", "telemetry");

  @ArchTest
  static final ArchRule INCIDENT =
      onlyUses("incident", "finding", "flow", "topology", "statistics", "telemetry");

  @ArchTest
  static final ArchRule STATE =
      onlyUses(
          "state",
          "causality",
          "trace",
          "history",
          "format",
          "finding",
          "logs",
          "telemetry",
          "statistics");

  @ArchTest static final ArchRule SAMPLING = onlyUses("sampling");
  @ArchTest static final ArchRule COVERAGE = onlyUses("coverage");

  @ArchTest static final ArchRule OPERATION = onlyUses("operation", "logs", "telemetry");

  @ArchTest static final ArchRule HISTORY = onlyUses("history");
  @ArchTest static final ArchRule CONSISTENCY = onlyUses("consistency", "history", "finding");
  @ArchTest static final ArchRule SIMULATION = onlyUses("simulation", "telemetry", "format");

  @ArchTest
  static final ArchRule COMMON_KNOWS_NO_SPARK =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.spark..",
              "org.apache.hadoop..",
              "io.delta..",
              "io.distributeddebug.jobs..");

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching("io.distributeddebug.(*)..").should().beFreeOfCycles();

  private static ArchRule onlyUses(String subject, String... others) {
    String[] forbidden =
        Arrays.stream(ALL)
            .filter(name -> !name.equals(subject) && !Arrays.asList(others).contains(name))
            .map(name -> "io.distributeddebug." + name + "..")
            .toArray(String[]::new);
    return noClasses()
        .that()
        .resideInAPackage("io.distributeddebug." + subject + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            Stream.concat(Stream.of(forbidden), Stream.of("io.distributeddebug.jobs.."))
                .toArray(String[]::new))
        .allowEmptyShould(true);
  }
}
