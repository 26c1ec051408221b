/** What a watch shows to people and to Prometheus. */
@NullMarked
package io.surety.watching;

import org.jspecify.annotations.NullMarked;
