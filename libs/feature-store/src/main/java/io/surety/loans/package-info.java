/**
 * The ledger of loans: files are read, checked and loaded whole or not at all, and every version of
 * a loan stays with the time in which it was known.
 */
@NullMarked
package io.surety.loans;

import org.jspecify.annotations.NullMarked;
