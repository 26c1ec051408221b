/**
 * A loan book that could be real: people with lives and money, who borrow and pay back or do not.
 */
@NullMarked
package io.surety.simulation;

import org.jspecify.annotations.NullMarked;
