/** Training and deciding inside the training image, wherever it runs. */
@NullMarked
package io.surety.delivery.training;

import org.jspecify.annotations.NullMarked;
