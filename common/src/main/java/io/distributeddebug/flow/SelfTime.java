package io.distributeddebug.flow;

/** What a span that calls nobody spent itself: duration minus children and remote calls. */
public record SelfTime(
    String service, String instance, String operation, long nanos, long startUnixNanos) {}
