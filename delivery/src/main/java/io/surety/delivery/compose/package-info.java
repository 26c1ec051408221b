/** A delivery to Docker Compose on one machine. */
@NullMarked
package io.surety.delivery.compose;

import org.jspecify.annotations.NullMarked;
