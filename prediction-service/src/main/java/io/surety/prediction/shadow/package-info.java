/**
 * What another model would have said: a challenger, and a version that has to prove itself, score
 * the requests that are answered by others, later and only as far as there is room. Nobody waits
 * for it, and nobody is told.
 */
@NullMarked
package io.surety.prediction.shadow;

import org.jspecify.annotations.NullMarked;
