/** Who let a model pass: read where the approval was given. */
@NullMarked
package io.surety.delivery.approval;

import org.jspecify.annotations.NullMarked;
