package io.surety.training;

import io.surety.bundle.ModelBundle;

/**
 * The model that serves today, which a candidate is held against on the same loans.
 *
 * @param version such as {@code loan-risk/3}
 */
public record Champion(String version, ModelBundle bundle) {}
