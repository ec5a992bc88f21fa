package io.distributeddebug.jobs.investigation;

import io.distributeddebug.cause.RankedCauses;
import io.distributeddebug.finding.Finding;
import io.distributeddebug.jobs.lake.TraceSpans;
import io.distributeddebug.jobs.lake.Traces;
import io.distributeddebug.jobs.latency.RequestTimelineQuery;
import io.distributeddebug.jobs.latency.TrafficQuery;
import io.distributeddebug.latency.RequestTimeline;
import io.distributeddebug.latency.Slices;
import io.distributeddebug.latency.TrafficBySlice;
import io.distributeddebug.telemetry.Window;
import java.util.List;

/**
 * What differs between the incident window and the baseline, beside the causes.
 *
 * @param traffic requests and calls in both windows
 * @param timeline requests from outside over the whole search window
 * @param findings most severe first
 */
record ComparedWindows(TrafficBySlice traffic, RequestTimeline timeline, List<Finding> findings) {
  ComparedWindows {
    findings = List.copyOf(findings);
  }

  static ComparedWindows of(PinnedContext context, RankedCauses causes) {
    Slices slices = Slices.of(causes.baselines(), causes.incident());
    TrafficBySlice traffic =
        TrafficQuery.collect(
            context.snapshot().readUnsplit(TraceSpans.TABLE, TrafficQuery.reads(slices)), slices);
    Window search = context.question().search();
    RequestTimeline timeline =
        RequestTimelineQuery.collect(context.snapshot().read(Traces.TABLE, search), search);
    return new ComparedWindows(traffic, timeline, List.of());
  }

  void store(PinnedContext context) {}
}
