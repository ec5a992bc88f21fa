package io.distributeddebug.telemetry;

/**
 * Something that was done to the system or noticed about it: a deployment, a restart, an alert.
 *
 * @param unixNanos when it happened or began
 * @param endUnixNanos when it was over, 0 where it has no end or goes on
 * @param kind what sort of change: {@code deployment}, {@code configuration}, {@code scaling},
 *     {@code restart}, {@code scheduling}, {@code health}, {@code alert} or {@code event}
 * @param reason its name at the source: an event's reason, an alert's name; empty where unknown
 * @param subject what was changed, such as {@code Pod/shop/cart-7d4b9}; empty where unknown
 * @param severity OpenTelemetry severity text ({@code INFO}, {@code WARN}); empty where unknown
 * @param message the text for people
 * @param source who says so: {@code kubernetes}, {@code alertmanager}, a mapping's name
 */
public record ChangeEvent(
    long unixNanos,
    long endUnixNanos,
    String kind,
    String reason,
    String subject,
    String severity,
    String message,
    String source,
    Resource resource,
    Attributes attributes) {}
