/** Reads a native XGBoost model and scores rows with it, in Java alone. */
@NullMarked
package io.surety.forest;

import org.jspecify.annotations.NullMarked;
