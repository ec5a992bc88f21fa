package io.distributeddebug.flow;

/**
 * A transition: in this context (service, entry operation, previous event) this event came next.
 *
 * @param lastLog the last log event before it, {@code start} if none
 * @param isRepeat in what a repeat of a failed call led to
 * @param nextLog the first error-free log event after it in the invocation, empty if none
 */
public record Step(
    String service,
    String operation,
    String previous,
    String event,
    boolean isError,
    boolean isRepeat,
    long unixNanos,
    String lastLog,
    String nextLog) {}
