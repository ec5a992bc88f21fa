/**
 * The command line: one class a command, thin: parse, call, print. Classes named {@code ...Command}
 * know nothing of Spark, so that help and usage errors answer at once.
 */
package io.distributeddebug.jobs.cli;
