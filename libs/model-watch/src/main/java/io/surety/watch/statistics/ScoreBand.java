package io.surety.watch.statistics;

/**
 * The loans whose probability lies in a band.
 *
 * @param from included
 * @param to excluded, but for the last band
 */
public record ScoreBand(double from, double to, BadRate badRate) {}
