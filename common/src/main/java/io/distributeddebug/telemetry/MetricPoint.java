package io.distributeddebug.telemetry;

/**
 * One value of one metric series at one instant.
 *
 * @param unit as recorded (UCUM in OpenTelemetry: {@code 1}, {@code By}, {@code ms}); empty where
 *     unknown
 * @param startUnixNanos begin of the interval that a sum covers, 0 where it does not apply
 * @param value the gauge or sum; for a distribution its sum
 * @param count number of observations of a distribution, 0 otherwise
 * @param distribution a histogram's or summary's other content as JSON, empty otherwise
 */
public record MetricPoint(
    String name,
    String unit,
    MetricKind kind,
    Resource resource,
    Attributes attributes,
    long startUnixNanos,
    long unixNanos,
    double value,
    long count,
    String distribution) {}
