/** Answers over HTTP what the features of a user are at a date. */
@NullMarked
package io.surety.featureservice;

import org.jspecify.annotations.NullMarked;
