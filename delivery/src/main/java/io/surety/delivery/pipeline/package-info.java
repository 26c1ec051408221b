/** The pipeline's files, read and expanded as Azure DevOps does, as far as these files need it. */
@NullMarked
package io.surety.delivery.pipeline;

import org.jspecify.annotations.NullMarked;
