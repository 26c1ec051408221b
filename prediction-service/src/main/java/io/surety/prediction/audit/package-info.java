/**
 * Nothing is answered that is not in the log of predictions: decisions are written together with
 * those that others make at the same time, before any of them is told.
 */
@NullMarked
package io.surety.prediction.audit;

import org.jspecify.annotations.NullMarked;
