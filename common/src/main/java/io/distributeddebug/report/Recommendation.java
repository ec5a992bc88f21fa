package io.distributeddebug.report;

/**
 * One thing to do next.
 *
 * @param reason what in this report speaks for it, empty where it is plain
 */
public record Recommendation(String action, String reason) {}
