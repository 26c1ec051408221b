/** The processes of a run, what they take of the machine, and what is gone when the run is. */
@NullMarked
package io.surety.benchmarks.process;

import org.jspecify.annotations.NullMarked;
