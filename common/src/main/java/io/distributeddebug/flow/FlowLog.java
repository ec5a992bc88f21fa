package io.distributeddebug.flow;

/** A log line of a trace, reduced to its template. */
public record FlowLog(
    long unixNanos, String service, String spanId, String template, boolean isError) {}
