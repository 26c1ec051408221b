/**
 * The log of every decision: its tables by the day, who writes them so that nothing is decided
 * without being logged, who reads them, how long they are kept, and how a person is erased.
 */
@NullMarked
package io.surety.predictionlog;

import org.jspecify.annotations.NullMarked;
