/** From spans as they arrived to whole traces: the hub that every analysis reads. */
package io.distributeddebug.jobs.trace;
