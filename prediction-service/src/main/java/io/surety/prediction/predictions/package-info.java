/** {@code GET /predictions/{id}}: explains a past decision to someone who asks. */
@NullMarked
package io.surety.prediction.predictions;

import org.jspecify.annotations.NullMarked;
