/**
 * A game day: simulated people come who differ from those before, and everything that follows is
 * put down with its time.
 */
@NullMarked
package io.surety.drill;

import org.jspecify.annotations.NullMarked;
