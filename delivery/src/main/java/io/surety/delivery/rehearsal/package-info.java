/** The pipeline on one machine, read from its own file. */
@NullMarked
package io.surety.delivery.rehearsal;

import org.jspecify.annotations.NullMarked;
