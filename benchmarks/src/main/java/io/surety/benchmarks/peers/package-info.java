/** Measures Surety against what a Python team would run for the same model on the same machine. */
@NullMarked
package io.surety.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
