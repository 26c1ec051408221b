/**
 * Many rows in one request, whatever protocol they came by: read before the model's schema is
 * known, and bound through it all or none.
 */
@NullMarked
package io.surety.prediction.batches;

import org.jspecify.annotations.NullMarked;
