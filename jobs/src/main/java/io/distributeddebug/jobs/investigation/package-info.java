/** The main job: from a question and a lake to ranked causes, result tables and a report. */
package io.distributeddebug.jobs.investigation;
