/** What benchmarks found, kept as files from which {@code docs/performance.md} is written. */
@NullMarked
package io.surety.benchmarks.results;

import org.jspecify.annotations.NullMarked;
