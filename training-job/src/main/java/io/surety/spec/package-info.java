/**
 * What a model is, as a file in {@code models/} says it: inputs, label, person, split, learner,
 * gates and decision policy. A spec is read whole or refused in a sentence that names the place.
 */
@NullMarked
package io.surety.spec;

import org.jspecify.annotations.NullMarked;
