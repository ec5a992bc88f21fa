package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.topology.Detail;
import io.distributeddebug.topology.LinkRules;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@CommandLine.Command(
    name = "dependencies",
    sortOptions = false,
    description = "Who calls whom: services, topics and queues, databases, hosts.",
    footer = {
      "",
      "Examples:",
      "  distributed-debug dependencies",
      "  distributed-debug dependencies --by=operation --json",
      "  distributed-debug dependencies --structure",
      "  distributed-debug dependencies --contracts --incident=2026-01-05T10:05:00Z/2026-01-05T10:20:00Z",
      "  distributed-debug dependencies --archive='traces/*.json' --compat=zipkin --json"
    })
final class DependenciesCommand extends Command {
  @Mixin ArchiveArguments from;

  @Option(
      names = "--by",
      paramLabel = "WHAT",
      defaultValue = "service",
      description = "service, operation or instance (default: ${DEFAULT-VALUE}).")
  Detail detail;

  @Option(
      names = "--compat",
      paramLabel = "RULES",
      description = "Count links as jaeger or zipkin does, row for row.")
  Optional<String> compat;

  @Option(
      names = "--structure",
      description =
          "What the graph says of each node: depth, what stops without it, whose requests it works for; fan-out; cycles.")
  boolean structure;

  @Option(
      names = "--contracts",
      description =
          "What each dependency asks (protocol, methods, routes), how it is answered (status codes), sizes of bodies; with --incident also what changed.")
  boolean contracts;

  @Option(
      names = "--bucket",
      paramLabel = "DURATION",
      description = "Count by buckets of time, such as 5m.")
  Optional<Duration> bucket;

  @Mixin WindowOptions windows;

  @Override
  void check() {
    checkForms();
    windows.windows();
    if (windows.incident.isPresent() && !contracts) {
      throw UserError.usage(
          "Cannot compare windows without --contracts", "latency compares the times of calls.");
    }
    if (bucket.isPresent() && (bucket.get().isZero() || bucket.get().isNegative())) {
      throw UserError.usage("Invalid value for --bucket: not above 0", "Write 90s, 5m or 1h.");
    }
    if (structure && detail == Detail.INSTANCE) {
      throw UserError.usage(
          "Cannot use --structure with --by=instance",
          "It is of services, or with --by=operation of operations.");
    }
    if (rules().isPresent() && detail != Detail.SERVICE) {
      throw UserError.usage(
          "Cannot use --by with --compat", "Jaeger and Zipkin know dependencies of services only.");
    }
  }

  private void checkForms() {
    int forms =
        (structure ? 1 : 0)
            + (contracts ? 1 : 0)
            + (bucket.isPresent() ? 1 : 0)
            + (compat.isPresent() ? 1 : 0);
    if (forms > 1) {
      throw UserError.usage(
          "Cannot use more than one of --structure, --contracts, --bucket, --compat",
          "Ask one after the other.");
    }
  }

  /** 0 for all time. */
  long bucketNanos() {
    return bucket.map(Duration::toNanos).orElse(0L);
  }

  Optional<LinkRules> rules() {
    return compat.map(
        name ->
            LinkRules.named(name)
                .orElseThrow(
                    () ->
                        UserError.usage(
                            "Invalid value for --compat: '" + name + "'",
                            "It is jaeger or zipkin.")));
  }

  @Override
  ExitCode run(Console console) {
    return new DependenciesRun(this, console).run();
  }
}
