/**
 * The features of loans: the one SQL statement that computes them, the table that holds them, and
 * the ways to read them, now or as they were known at an earlier moment.
 */
@NullMarked
package io.surety.featurestore;

import org.jspecify.annotations.NullMarked;
