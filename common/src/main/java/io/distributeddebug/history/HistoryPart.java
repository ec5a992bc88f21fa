package io.distributeddebug.history;

/**
 * One file of a recorded history.
 *
 * @param name the file's own name, such as {@code T1.log}
 * @param bytes its whole content; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere
public record HistoryPart(String name, byte[] bytes) {}
