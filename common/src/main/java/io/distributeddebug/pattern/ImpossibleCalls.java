package io.distributeddebug.pattern;

/**
 * Calls over an edge whose recorded order no offset of the two hosts' clocks explains.
 *
 * @param traceId one of them
 */
public record ImpossibleCalls(String caller, String callee, long calls, String traceId) {}
