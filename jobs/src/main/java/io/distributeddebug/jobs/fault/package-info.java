/** What goes wrong: errors that are told to the user, and faults that tests put in on purpose. */
package io.distributeddebug.jobs.fault;
