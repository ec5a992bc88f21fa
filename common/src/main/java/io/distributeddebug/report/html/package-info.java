/**
 * The report as one HTML file. Templates (in {@code src/main/jte}) are compiled into this package;
 * they show what {@link io.distributeddebug.report.html.Page} and its parts prepare.
 */
package io.distributeddebug.report.html;
