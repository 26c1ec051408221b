/**
 * Drives an HTTP server from a process of its own, with as little work as possible, and measures
 * how long its answers take.
 */
@NullMarked
package io.surety.benchmarks.load;

import org.jspecify.annotations.NullMarked;
