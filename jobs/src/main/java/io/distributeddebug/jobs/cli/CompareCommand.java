package io.distributeddebug.jobs.cli;

import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.query.TraceQuery;
import io.distributeddebug.query.TraceSelector;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
    name = "compare",
    sortOptions = false,
    description = "How two sets of traces differ: calls, times, errors, attributes.",
    footer = {
      "",
      "A and B are each a query in TraceQL, a window FROM/TO, or version=V, zone=Z, tenant=T,",
      "service=S, namespace=N, node=N, instance=I. One of them with two windows is enough.",
      "",
      "Examples:",
      "  distributed-debug compare version=1.4.0 version=1.5.0",
      "  distributed-debug compare '{ status != error && parent = nil }' '{ status = error }'",
      "  distributed-debug compare --baseline=2026-01-05T08:00:00Z/2026-01-05T09:00:00Z \\",
      "    --incident=2026-01-05T09:00:00Z/2026-01-05T09:30:00Z --json"
    })
final class CompareCommand extends Command {
  private static final Map<String, List<String>> SHORT =
      Map.of(
          "version", List.of("resource.service.version"),
          "zone", List.of("resource.cloud.availability_zone"),
          "service", List.of("resource.service.name"),
          "instance", List.of("resource.service.instance.id", "resource.k8s.pod.name"),
          "node", List.of("resource.k8s.node.name", "resource.host.name"),
          "namespace", List.of("resource.k8s.namespace.name", "resource.service.namespace"),
          "tenant", List.of(".tenant.id", ".tenant", ".tenant_id", ".app.tenant.id"));

  @Parameters(arity = "0..2", paramLabel = "SET", description = "A, then B.")
  List<String> sets = new ArrayList<>();

  @Mixin ArchiveOptions from;

  @Option(
      names = "--baseline",
      paramLabel = "FROM/TO",
      description = "Only traces of A that began in it (default: all).")
  Optional<String> baseline;

  @Option(
      names = "--incident",
      paramLabel = "FROM/TO",
      description = "Only traces of B that began in it (default: all).")
  Optional<String> incident;

  @Override
  void check() {
    boolean hasWindows = baseline.isPresent() && incident.isPresent();
    if (sets.size() < 2 && !hasWindows) {
      throw UserError.usage(
          "Cannot compare " + (sets.isEmpty() ? "nothing" : "one set") + ": two are needed",
          "Name A and B, or --baseline and --incident; see distributed-debug compare --help.");
    }
    selectors();
  }

  /** A and B. */
  List<TraceSelector> selectors() {
    return List.of(
        selector(sets.isEmpty() ? "{}" : sets.get(0), "--baseline", baseline),
        selector(sets.isEmpty() ? "{}" : sets.get(sets.size() - 1), "--incident", incident));
  }

  /** A and B as the user named them. */
  List<String> names() {
    return List.of(
        name(sets.isEmpty() ? "" : sets.get(0), baseline),
        name(sets.isEmpty() ? "" : sets.get(sets.size() - 1), incident));
  }

  private static String name(String set, Optional<String> window) {
    return Stream.concat(Stream.of(set), window.stream())
        .filter(part -> !part.isEmpty())
        .reduce((one, other) -> one + " in " + other)
        .orElse("");
  }

  private static TraceSelector selector(String set, String option, Optional<String> window) {
    TraceSelector selector = selector(set);
    return window.map(text -> selector.during(TracesCommand.window(option, text))).orElse(selector);
  }

  private static TraceSelector selector(String set) {
    int equals = set.indexOf('=');
    if (equals > 0 && SHORT.containsKey(set.substring(0, equals).strip())) {
      String value = set.substring(equals + 1).strip();
      String quoted = '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
      String query =
          String.join(
              " || ",
              SHORT.get(set.substring(0, equals).strip()).stream()
                  .map(field -> field + " = " + quoted)
                  .toList());
      return new TraceSelector(TraceQuery.parse("{ " + query + " }"), TraceSelector.EVER);
    }
    boolean isWindow = !set.isBlank() && Character.isDigit(set.strip().charAt(0));
    if (isWindow) {
      Window window = TracesCommand.window("SET", set.strip());
      return new TraceSelector(TraceQuery.parse("{}"), window);
    }
    return new TraceSelector(TracesCommand.parsed(set), TraceSelector.EVER);
  }

  @Override
  ExitCode run(Console console) {
    return new CompareRun(this, console).run();
  }
}
