/**
 * What any analysis may say: one finding, how bad it is, what was measured, and how to check it.
 */
package io.distributeddebug.finding;
