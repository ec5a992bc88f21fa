package io.distributeddebug.finding;

/** A measured value; its name is snake_case without the unit, such as {@code error_ratio}. */
public record Measure(String name, double value, Unit unit) {}
