package io.distributeddebug.jobs.investigation;

import io.distributeddebug.cause.RankedCauses;
import io.distributeddebug.latency.VersionTally;
import io.distributeddebug.logs.TemplateCount;
import io.distributeddebug.report.Timeline;
import io.distributeddebug.telemetry.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;

/** When what happened: requests from outside over time, and the instants that matter. */
final class ReportedTimeline {
  private static final int MOST_ERRORS = 5;
  private static final int TEMPLATE_CHARS = 120;

  private final RankedCauses causes;
  private final ComparedWindows compared;

  ReportedTimeline(RankedCauses causes, ComparedWindows compared) {
    this.causes = causes;
    this.compared = compared;
  }

  Timeline timeline(OptionalLong alarm) {
    List<Timeline.Point> points =
        compared.timeline().points().stream()
            .map(
                point ->
                    new Timeline.Point(
                        point.service(),
                        point.operation(),
                        point.fromUnixNanos(),
                        ReportedTraffic.statistics(
                            point.requests(), point.errors(), point.durations())))
            .toList();
    List<Timeline.Event> events = new ArrayList<>();
    alarm.ifPresent(
        at -> events.add(new Timeline.Event(at, Timeline.EventKind.ALARM, "", "The alarm")));
    if (!causes.nothingStandsOut()) {
      Window incident = causes.incident();
      events.add(
          new Timeline.Event(
              incident.fromUnixNanos(), Timeline.EventKind.ONSET, "", "The incident begins"));
      events.add(
          new Timeline.Event(
              incident.toUnixNanos(), Timeline.EventKind.END, "", "Last sign of the incident"));
    }
    addDeployments(events);
    addFirstErrors(events);
    events.sort(
        Comparator.comparingLong(Timeline.Event::atUnixNanos)
            .thenComparing(Timeline.Event::kind)
            .thenComparing(Timeline.Event::service)
            .thenComparing(Timeline.Event::statement));
    return new Timeline(compared.timeline().bucketNanos(), points, events);
  }

  /** A version that was not there in the baseline, of a service that was. */
  private void addDeployments(List<Timeline.Event> events) {
    SortedMap<String, SortedMap<String, VersionTally>> before =
        compared.traffic().baseline().versions();
    compared
        .traffic()
        .incident()
        .versions()
        .forEach(
            (service, versions) -> {
              Map<String, VersionTally> known = before.getOrDefault(service, versions);
              versions.forEach(
                  (version, tally) -> {
                    if (!version.isEmpty() && !known.containsKey(version)) {
                      events.add(
                          new Timeline.Event(
                              tally.firstUnixNanos(),
                              Timeline.EventKind.DEPLOYMENT,
                              service,
                              "Version %s of %s is first seen".formatted(version, service)));
                    }
                  });
            });
  }

  private void addFirstErrors(List<Timeline.Event> events) {
    compared.templates().stream()
        .filter(template -> template.isError() && template.isNew())
        .sorted(
            Comparator.comparingLong(TemplateCount::firstUnixNanos)
                .thenComparing(TemplateCount::service)
                .thenComparing(TemplateCount::template))
        .limit(MOST_ERRORS)
        .forEach(
            template ->
                events.add(
                    new Timeline.Event(
                        template.firstUnixNanos(),
                        Timeline.EventKind.FIRST_ERROR,
                        template.service(),
                        "%s logs for the first time: %s"
                            .formatted(template.service(), cut(template.template())))));
  }

  private static String cut(String text) {
    return text.length() <= TEMPLATE_CHARS ? text : text.substring(0, TEMPLATE_CHARS) + "…";
  }
}
