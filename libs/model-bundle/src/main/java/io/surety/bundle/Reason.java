package io.surety.bundle;

/**
 * One input that pushed the risk of an applicant up.
 *
 * @param feature the name of the input
 * @param contribution what it added to the log odds of "not paid", above 0
 * @param text the same in plain words, true of the applicant's value
 */
public record Reason(String feature, double contribution, String text) {}
