/**
 * The model that answers: found in the registry, verified, and swapped for its successor while
 * requests go on.
 */
@NullMarked
package io.surety.prediction.champion;

import org.jspecify.annotations.NullMarked;
