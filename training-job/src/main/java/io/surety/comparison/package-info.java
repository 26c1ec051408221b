/** What two versions made of the same requests, and what became of them. */
@NullMarked
package io.surety.comparison;

import org.jspecify.annotations.NullMarked;
