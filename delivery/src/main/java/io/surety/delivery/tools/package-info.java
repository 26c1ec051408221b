/** The programs that a delivery stands on: run with lists of arguments, or printed instead. */
@NullMarked
package io.surety.delivery.tools;

import org.jspecify.annotations.NullMarked;
