/** Questions that come at the same time are answered together. */
@NullMarked
package io.surety.batching;

import org.jspecify.annotations.NullMarked;
