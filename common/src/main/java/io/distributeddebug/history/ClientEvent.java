package io.distributeddebug.history;

import java.util.Optional;

/**
 * One entry of a client's log: an invocation, or how it ended.
 *
 * @param process whose entry it is; the next of the same process that is no invocation ends it;
 *     empty where the log does not say
 * @param type invoke, ok, fail or info
 * @param function what was asked, such as read, write, cas, append, txn
 * @param key of stores with several keys
 * @param value an EDN form: the argument, or the result
 * @param index the number that the log itself gives to the entry
 */
record ClientEvent(
    long line,
    Optional<String> process,
    String type,
    String function,
    Optional<Object> key,
    Object value,
    Optional<String> index) {}
