package io.distributeddebug.jobs.job;

import io.distributeddebug.jobs.lake.Table;
import java.util.List;

/**
 * One step on the data's way down: reads declared tables, writes declared tables, and nothing else.
 * Run again over the same question it replaces its own output.
 */
public interface Job {
  /** Short kebab-case name, shown by {@code jobs} and in progress. */
  String name();

  /** One line: what it answers. */
  String describes();

  List<Table> reads();

  List<Table> writes();

  void run(JobContext context);
}
