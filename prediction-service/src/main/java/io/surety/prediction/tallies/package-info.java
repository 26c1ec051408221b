/**
 * Counts what becomes of requests, for those who watch the models: the log of predictions cannot
 * say how many were never answered.
 */
@NullMarked
package io.surety.prediction.tallies;

import org.jspecify.annotations.NullMarked;
