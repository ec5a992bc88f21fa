/** Who calls whom, before and during the incident. */
package io.distributeddebug.jobs.topology;
