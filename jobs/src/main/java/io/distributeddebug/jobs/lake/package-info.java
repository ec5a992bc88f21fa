/** The tables: each declared once, how they are opened, written once and kept. */
package io.distributeddebug.jobs.lake;
