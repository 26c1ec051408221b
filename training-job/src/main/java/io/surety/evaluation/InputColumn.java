package io.surety.evaluation;

import io.surety.bundle.InputType;

/**
 * One input of the model, as it stood in training and in the test set; NaN is a missing value. The
 * columns of training and test have their own lengths.
 *
 * @param contribution what it added to the log odds of each test loan, before the calibrator;
 *     positive is riskier
 */
@SuppressWarnings(
    "ArrayRecordComponent") // columns of hundreds of thousands of loans, never compared
public record InputColumn(
    String name, InputType type, double[] training, double[] test, double[] contribution) {}
