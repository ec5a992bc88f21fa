package io.distributeddebug.finding;

import java.util.Optional;

/**
 * What anyone can look up to check a claim.
 *
 * @param signal {@code spans}, {@code logs} or {@code metrics}
 * @param statement one sentence with its numbers
 * @param value the measured value in the incident window
 * @param baseline the same in the baseline window, empty where there is none
 * @param where what to look at: a trace id, a log template, a metric's name
 * @param query SQL over the lake's tables that shows it again, empty where there is none
 */
public record Evidence(
    String signal,
    String statement,
    double value,
    Unit unit,
    Optional<Double> baseline,
    String where,
    String query) {}
