/** What brings Surety to where it runs: the stages of the pipeline, typed or run by it. */
@NullMarked
package io.surety.delivery;

import org.jspecify.annotations.NullMarked;
