/** Loads the services as production has them, beside echoes of the same servers. */
@NullMarked
package io.surety.benchmarks.serve;

import org.jspecify.annotations.NullMarked;
