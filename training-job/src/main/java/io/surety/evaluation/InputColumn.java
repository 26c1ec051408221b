package io.surety.evaluation;

/**
 * One input of the model, as it stood in training and in the test set; NaN is a missing value. The
 * two columns have their own lengths.
 */
@SuppressWarnings(
    "ArrayRecordComponent") // columns of hundreds of thousands of loans, never compared
public record InputColumn(String name, double[] training, double[] test) {}
