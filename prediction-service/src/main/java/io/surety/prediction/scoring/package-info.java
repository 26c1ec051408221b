/** {@code POST /score}: what may be asked, how it is answered, and what is refused. */
@NullMarked
package io.surety.prediction.scoring;

import org.jspecify.annotations.NullMarked;
