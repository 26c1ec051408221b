/** Measures how soon a service is ready, and how much memory it takes. */
@NullMarked
package io.surety.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
