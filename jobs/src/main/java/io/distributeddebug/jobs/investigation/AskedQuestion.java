package io.distributeddebug.jobs.investigation;

import io.distributeddebug.incident.BaselineChoice;
import io.distributeddebug.incident.Correlation;
import io.distributeddebug.incident.IssueDescription;
import io.distributeddebug.incident.KnownNames;
import io.distributeddebug.incident.NearestNames;
import io.distributeddebug.incident.Understanding;
import io.distributeddebug.jobs.fault.UserError;
import io.distributeddebug.jobs.job.Question;
import io.distributeddebug.telemetry.Window;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The request read against what the lake holds: names resolved, times made absolute, and the order
 * in which the views lead.
 */
record AskedQuestion(Question question, Understanding understanding, List<Correlation> views) {
  private static final long NANOS_PER_MILLI = 1_000_000L;

  /**
   * @param known names and time range of the lake; the range is not empty
   * @throws UserError for a service that the lake does not have, or a time outside of its range
   */
  static AskedQuestion of(InvestigationRequest request, KnownNames known) {
    checkServices(request.services(), known);
    Understanding understanding = IssueDescription.read(request.description(), known);
    OptionalLong at =
        request.atUnixNanos().isPresent() ? request.atUnixNanos() : understanding.atUnixNanos();
    Window search = search(request, understanding, at, known.timeRange());
    List<Correlation> views =
        request.correlations().isEmpty() ? understanding.leading() : request.correlations();
    Optional<String> traceId =
        request
            .traceId()
            .or(
                () ->
                    understanding.traceIds().isEmpty()
                        ? Optional.empty()
                        : Optional.of(understanding.traceIds().get(0)));
    Question question =
        new Question(
            id(request, search, at),
            request.description(),
            search,
            at,
            request.baseline(),
            request.services(),
            traceId,
            views);
    return new AskedQuestion(question, understanding, views);
  }

  private static void checkServices(List<String> wanted, KnownNames known) {
    for (String service : wanted) {
      if (!known.services().contains(service)) {
        throw UserError.usage(
            NearestNames.of(known.services()).unknownService(service),
            known.services().size() <= 20
                ? "Services in the lake: " + String.join(", ", known.services()) + "."
                : "The lake has "
                    + known.services().size()
                    + " services: distributed-debug sql \"SELECT DISTINCT service FROM spans\".");
      }
    }
  }

  /**
   * Around the alarm, also where nothing is recorded yet: how long an incident may be must not hang
   * on when the archive was taken. Else what the text names, else everything, of what the lake
   * holds.
   */
  private static Window search(
      InvestigationRequest request, Understanding understanding, OptionalLong at, Window range) {
    long reach = request.timeWindow().toNanos();
    Window wanted =
        at.isPresent()
            ? new Window(at.getAsLong() - reach, at.getAsLong() + reach)
            : understanding.window().orElse(range);
    Window recorded =
        wanted
            .intersection(range)
            .orElseThrow(
                () ->
                    UserError.usage(
                        "Cannot find data between "
                            + wanted.from()
                            + " and "
                            + wanted.to()
                            + ": it is not there",
                        "The lake holds traces from " + range.from() + " to " + range.to() + "."));
    return at.isPresent() ? wanted : recorded;
  }

  private static String id(InvestigationRequest request, Window search, OptionalLong at) {
    String canonical =
        String.join(
            "\n",
            request.description().strip(),
            String.join(",", request.services()),
            request.traceId().orElse(""),
            Long.toString(search.fromUnixNanos() / NANOS_PER_MILLI),
            Long.toString(search.toUnixNanos() / NANOS_PER_MILLI),
            at.isPresent() ? Long.toString(at.getAsLong()) : "",
            request.baseline().map(BaselineChoice::toString).orElse(""),
            request.correlations().toString());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(canonical.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every Java platform", e);
    }
  }
}
