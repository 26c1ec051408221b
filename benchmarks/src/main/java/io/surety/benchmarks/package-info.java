/** Measures what the documentation claims, each as a program that prints its figures. */
@NullMarked
package io.surety.benchmarks;

import org.jspecify.annotations.NullMarked;
