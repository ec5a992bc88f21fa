/** How often the product names the cause that is known, on archives with labelled incidents. */
package io.distributeddebug.jobs.evaluation;
