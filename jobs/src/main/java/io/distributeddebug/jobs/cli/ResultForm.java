package io.distributeddebug.jobs.cli;

/** How rows are printed. */
enum ResultForm {
  TABLE,
  CSV,
  JSON
}
