/**
 * Archive formats: bytes of a file -> spans, logs, metric points and rejects. {@link
 * io.distributeddebug.format.ArchiveReader} reads a file of any known format; a new format is one
 * class and one line in {@link io.distributeddebug.format.Formats}.
 */
package io.distributeddebug.format;
