/** Questions to the tables of a lake that can do nothing but read. */
package io.distributeddebug.jobs.query;
