/**
 * Rows into Parquet files, column by column: the way of the tables' rows to disk. Encodings, levels
 * and dictionaries are written here; pages' headers, indexes and the footer by parquet-java.
 */
package io.distributeddebug.jobs.parquet;
