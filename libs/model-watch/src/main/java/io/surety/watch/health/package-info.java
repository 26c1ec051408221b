/**
 * Tells how served models are: what the watch measured, and what the log of predictions holds of
 * some weeks, read with bounds on what is read and kept in memory.
 */
@NullMarked
package io.surety.watch.health;

import org.jspecify.annotations.NullMarked;
