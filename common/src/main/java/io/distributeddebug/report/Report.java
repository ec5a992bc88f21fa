package io.distributeddebug.report;

import io.distributeddebug.finding.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Everything that one investigation has to say; each renderer shows this value and computes
 * nothing. Parts without data are empty, never invented.
 *
 * @param generatedAt when it was made; given by the caller, as {@code common} has no clock
 * @param command the command line that gives this report again
 * @param summary three sentences that a person can read aloud
 * @param causes by rank: 1, 2, 3, ... without ties or holes
 * @param settings what else determined the answer, by name, such as {@code seed}
 * @param artifacts files beside the report: what it is, to a path relative to the report's folder
 */
public record Report(
    String runId,
    Instant generatedAt,
    String command,
    Understanding understanding,
    Windows windows,
    DataCoverage data,
    String summary,
    List<Cause> causes,
    List<Finding> findings,
    Topology topology,
    Timeline timeline,
    Timing timing,
    Flow flow,
    State state,
    List<Recommendation> recommendations,
    Map<String, String> settings,
    Map<String, String> artifacts) {
  /** The version of the layout of {@code report.json}. */
  public static final int SCHEMA_VERSION = 1;

  public static final String HTML_FILE = "report.html";
  public static final String MARKDOWN_FILE = "report.md";
  public static final String JSON_FILE = "report.json";

  public Report {
    Objects.requireNonNull(runId, "runId");
    Objects.requireNonNull(generatedAt, "generatedAt");
    causes = List.copyOf(causes);
    for (int i = 0; i < causes.size(); i++) {
      if (causes.get(i).rank() != i + 1) {
        throw new IllegalArgumentException(
            "Invalid rank of a cause: " + causes.get(i).rank() + " at place " + (i + 1));
      }
    }
    findings = List.copyOf(findings);
    recommendations = List.copyOf(recommendations);
    settings = ordered(settings);
    artifacts = ordered(artifacts);
  }

  /** A report that says nothing yet. */
  public static Builder of(String runId, Instant generatedAt, String command) {
    return new Builder(runId, generatedAt, command);
  }

  /** Whether any cause has evidence; the others are names that fill the list. */
  public boolean hasEvidencedCause() {
    return causes.stream().anyMatch(Cause::hasEvidence);
  }

  /** Whether calls between services were looked at: that none differs may only be said then. */
  public boolean showsTopology() {
    return understanding.asksFor("dependency") || !topology.edges().isEmpty();
  }

  public boolean showsTimeline() {
    return understanding.asksFor("timing") || !timeline.points().isEmpty();
  }

  public boolean showsLatency() {
    return understanding.asksFor("timing") || !timing.operations().isEmpty();
  }

  public boolean showsTraces() {
    return understanding.asksFor("flow")
        || !flow.comparisons().isEmpty()
        || !flow.templates().isEmpty();
  }

  static <V> Map<String, V> ordered(Map<String, V> map) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(map));
  }

  /** Collects the parts of a report; what is not given stays empty. */
  public static final class Builder {
    private final String runId;
    private final Instant generatedAt;
    private final String command;
    private Understanding understanding = Understanding.ofText("");
    private Windows windows = Windows.NONE;
    private DataCoverage data = DataCoverage.NONE;
    private String summary = "";
    private final List<Cause> causes = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private Topology topology = Topology.EMPTY;
    private Timeline timeline = Timeline.EMPTY;
    private Timing timing = Timing.EMPTY;
    private Flow flow = Flow.EMPTY;
    private State state = State.NOT_READ;
    private final List<Recommendation> recommendations = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, String> artifacts = new LinkedHashMap<>();

    private Builder(String runId, Instant generatedAt, String command) {
      this.runId = runId;
      this.generatedAt = generatedAt;
      this.command = command;
      artifacts.put("html", HTML_FILE);
      artifacts.put("markdown", MARKDOWN_FILE);
      artifacts.put("json", JSON_FILE);
    }

    public Builder understoodAs(Understanding value) {
      understanding = value;
      return this;
    }

    public Builder comparing(Windows value) {
      windows = value;
      return this;
    }

    public Builder from(DataCoverage value) {
      data = value;
      return this;
    }

    public Builder summary(String value) {
      summary = value;
      return this;
    }

    public Builder causes(List<Cause> value) {
      causes.addAll(value);
      return this;
    }

    public Builder findings(List<Finding> value) {
      findings.addAll(value);
      return this;
    }

    public Builder topology(Topology value) {
      topology = value;
      return this;
    }

    public Builder timeline(Timeline value) {
      timeline = value;
      return this;
    }

    public Builder timing(Timing value) {
      timing = value;
      return this;
    }

    public Builder flow(Flow value) {
      flow = value;
      return this;
    }

    public Builder state(State value) {
      state = value;
      return this;
    }

    public Builder recommend(String action, String reason) {
      recommendations.add(new Recommendation(action, reason));
      return this;
    }

    public Builder setting(String name, String value) {
      settings.put(name, value);
      return this;
    }

    public Builder artifact(String name, String relativePath) {
      artifacts.put(name, relativePath);
      return this;
    }

    public Report build() {
      return new Report(
          runId,
          generatedAt,
          command,
          understanding,
          windows,
          data,
          summary,
          causes,
          findings,
          topology,
          timeline,
          timing,
          flow,
          state,
          recommendations,
          settings,
          artifacts);
    }
  }
}
