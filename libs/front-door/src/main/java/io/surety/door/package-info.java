/** One address before several services, each with its share of the requests. */
@NullMarked
package io.surety.door;

import org.jspecify.annotations.NullMarked;
