/**
 * The stages of a delivery: their names, what they take, and those that are the same everywhere.
 */
@NullMarked
package io.surety.delivery.stages;

import org.jspecify.annotations.NullMarked;
