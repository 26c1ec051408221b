/** What one stage leaves for the next, in target/ship. */
@NullMarked
package io.surety.delivery.freight;

import org.jspecify.annotations.NullMarked;
