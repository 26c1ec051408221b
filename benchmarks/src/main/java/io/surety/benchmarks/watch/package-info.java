/** Tries the cuts of the watch on loans: how often they cry wolf, and how soon they see a wolf. */
@NullMarked
package io.surety.benchmarks.watch;

import org.jspecify.annotations.NullMarked;
