/** What the feature service knows about users, asked for over HTTP within a time limit. */
@NullMarked
package io.surety.prediction.features;

import org.jspecify.annotations.NullMarked;
