/**
 * Scores whole populations: all users of the feature store as of a date, those that a file names,
 * or the rows of a file. What is scored goes into the prediction log, chunk by chunk with its
 * checkpoint, so that a batch which is killed goes on where it stopped and every row is there once.
 */
@NullMarked
package io.surety.batch;

import org.jspecify.annotations.NullMarked;
