/** Metric points put together into series, one value a bucket. */
package io.distributeddebug.jobs.metrics;
