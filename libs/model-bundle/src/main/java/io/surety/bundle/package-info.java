/** What training writes and serving reads: inputs, forest, calibrator, policy, examples, papers. */
@NullMarked
package io.surety.bundle;

import org.jspecify.annotations.NullMarked;
