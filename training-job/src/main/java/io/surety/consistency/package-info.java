/** Whether the features that were served are those that the ledger of loans gives. */
@NullMarked
package io.surety.consistency;

import org.jspecify.annotations.NullMarked;
