package io.distributeddebug.consistency;

/**
 * One way in which a promise was broken.
 *
 * @param kind its name in the literature, such as {@code G-single} or {@code lost-update}
 */
public record Anomaly(String kind, Counterexample counterexample) {}
