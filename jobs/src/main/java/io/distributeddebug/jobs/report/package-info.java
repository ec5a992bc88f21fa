/** Where a report is written to: a folder whose manifest comes last. */
package io.distributeddebug.jobs.report;
