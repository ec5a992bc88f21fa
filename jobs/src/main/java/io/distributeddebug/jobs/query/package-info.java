/** Questions to a lake that can do nothing but read: in SQL to its tables, in TraceQL to traces. */
package io.distributeddebug.jobs.query;
