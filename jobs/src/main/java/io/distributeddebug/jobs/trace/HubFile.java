package io.distributeddebug.jobs.trace;

import io.distributeddebug.jobs.lake.DataFile;
import java.io.Serializable;

/** A file that a task has written, and the table that it is for. */
record HubFile(String table, DataFile file) implements Serializable {}
