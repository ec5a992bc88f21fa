/**
 * The lake: its tables (each declared once), opening and pinning it, and the one way in which rows
 * get into its files. Everything small goes through Delta Kernel, without a Spark job.
 */
package io.distributeddebug.jobs.lake;
