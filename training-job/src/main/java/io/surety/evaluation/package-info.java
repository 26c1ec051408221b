/**
 * How good a model is on people it never saw: metrics with intervals, calibration, stability, rates
 * by group, and the gates that a candidate has to pass. Nothing here reads a file or a database;
 * the arrays of one test set go in, one {@link io.surety.evaluation.Evaluation} comes out.
 */
@NullMarked
package io.surety.evaluation;

import org.jspecify.annotations.NullMarked;
