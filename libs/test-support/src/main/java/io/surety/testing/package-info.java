/**
 * What tests stand on: a real PostgreSQL, the real data where it is, and the rules of the house.
 */
@NullMarked
package io.surety.testing;

import org.jspecify.annotations.NullMarked;
