/**
 * The report of one investigation as a value, and its renderers: HTML, Markdown, JSON, terminal.
 */
package io.distributeddebug.report;
