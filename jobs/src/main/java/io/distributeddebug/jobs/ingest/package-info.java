/**
 * Archives into the lake, each record once. A batch of files is planned first, read in one pass
 * into files that no reader sees, freed of repeats, committed table by table under the batch's id,
 * and marked done; readers take whole batches only. A run that was killed is taken up by the next
 * one with the same list of files.
 */
package io.distributeddebug.jobs.ingest;
