/** How many spans a recorded one stands for, and who says so. */
package io.distributeddebug.sampling;
