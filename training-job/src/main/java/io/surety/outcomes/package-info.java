/** What became of decisions, from files and from the ledger of loans. */
@NullMarked
package io.surety.outcomes;

import org.jspecify.annotations.NullMarked;
