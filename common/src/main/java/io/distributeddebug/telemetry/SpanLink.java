package io.distributeddebug.telemetry;

/** A causal link to a span that is not the parent, often in another trace. */
public record SpanLink(String traceId, String spanId, Attributes attributes) {}
