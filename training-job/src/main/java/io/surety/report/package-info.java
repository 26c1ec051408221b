/**
 * The report that a risk officer reads before approving: one HTML file that carries everything it
 * shows.
 */
@NullMarked
package io.surety.report;

import org.jspecify.annotations.NullMarked;
