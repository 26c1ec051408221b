/**
 * The statistics by which a model is watched: whether what it is asked still looks like what it was
 * tried on, how good it probably is, and how good it turned out to be. Numbers go in, records come
 * out; nothing here reads a file, a database or a clock.
 */
@NullMarked
package io.surety.watch.statistics;

import org.jspecify.annotations.NullMarked;
