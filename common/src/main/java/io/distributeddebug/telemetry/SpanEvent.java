package io.distributeddebug.telemetry;

/** Something that happened at an instant inside a span, such as an exception. */
public record SpanEvent(long unixNanos, String name, Attributes attributes) {}
