/**
 * Histories: what clients asked of a store and what it answered, transaction by transaction, and
 * the readers of the logs and files that record them. {@link io.distributeddebug.history.History}
 * is the subject; a new format is one class and one line in {@link
 * io.distributeddebug.history.HistoryFormats}.
 */
package io.distributeddebug.history;
