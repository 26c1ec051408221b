/** The services with an echo beside their own endpoints, to see what the server itself costs. */
@NullMarked
package io.surety.benchmarks.echo;

import org.jspecify.annotations.NullMarked;
