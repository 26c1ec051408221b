/**
 * One row and many through the same forest: ours, native XGBoost, Tribuo, ONNX Runtime, Treelite.
 */
@NullMarked
package io.surety.benchmarks.forest;

import org.jspecify.annotations.NullMarked;
