package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.topology.Detail;
import io.distributeddebug.topology.LinkRules;
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

  @Override
  void check() {
    if (structure && (rules().isPresent() || detail == Detail.INSTANCE)) {
      throw UserError.usage(
          "Cannot use --structure with --compat or --by=instance",
          "It is of services, or with --by=operation of operations, by our own rules.");
    }
    if (rules().isPresent() && detail != Detail.SERVICE) {
      throw UserError.usage(
          "Cannot use --by with --compat", "Jaeger and Zipkin know dependencies of services only.");
    }
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
