/**
 * Makes a candidate of a model from the feature store: reads point in time, deals people to sides,
 * grows a forest with Tribuo and XGBoost, calibrates, evaluates and writes the bundle.
 */
@NullMarked
package io.surety.training;

import org.jspecify.annotations.NullMarked;
