/** Scores loan applications over HTTP with the model that the registry names champion. */
@NullMarked
package io.surety.prediction;

import org.jspecify.annotations.NullMarked;
