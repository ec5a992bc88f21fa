/** What this product costs, beside what others take for the same answer. */
package io.distributeddebug.bench;
