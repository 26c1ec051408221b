package io.surety.watch.statistics;

/**
 * How the intervals were made.
 *
 * @param rounds draws asked for
 * @param usable draws in which both outcomes occurred
 */
public record Bootstrap(long seed, int rounds, int usable) {}
