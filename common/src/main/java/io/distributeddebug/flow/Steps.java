package io.distributeddebug.flow;

import java.util.List;

/** The transitions of one invocation. */
final class Steps {
  private Steps() {}

  static void of(Invocation invocation, List<Step> into) {
    String previous = "start " + invocation.operation();
    String lastLog = "start";
    List<Event> events = invocation.events();
    for (Event event : events) {
      into.add(
          new Step(
              invocation.service(),
              invocation.operation(),
              previous,
              event.name(),
              event.isError(),
              invocation.isRepeat(),
              event.unixNanos(),
              lastLog,
              event.isError() ? nextLog(events, event) : ""));
      previous = event.name();
      if (event.isLog()) {
        lastLog = event.name();
      }
    }
    into.add(
        new Step(
            invocation.service(),
            invocation.operation(),
            previous,
            "end",
            false,
            invocation.isRepeat(),
            invocation.endUnixNanos(),
            lastLog,
            ""));
  }

  private static String nextLog(List<Event> events, Event error) {
    long first = error.unixNanos();
    for (Event event : events) {
      if (event.name().equals(error.name())) {
        first = event.unixNanos();
        break;
      }
    }
    for (Event event : events) {
      if (event.isLog() && !event.isError() && event.unixNanos() > first) {
        return event.name();
      }
    }
    return "";
  }
}
