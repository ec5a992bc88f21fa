/** What a job is, in which order jobs run, and what a running job may ask for. */
package io.distributeddebug.jobs.job;
