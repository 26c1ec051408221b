/**
 * Approved versions other than the champion: found in the registry and verified when they are asked
 * for, and kept for a while.
 */
@NullMarked
package io.surety.prediction.versions;

import org.jspecify.annotations.NullMarked;
