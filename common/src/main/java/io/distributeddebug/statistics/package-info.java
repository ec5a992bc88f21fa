/** Mergeable histograms, robust baselines, tails of distributions. */
package io.distributeddebug.statistics;
