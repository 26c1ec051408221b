package io.surety.watch.statistics;

/** A figure that was estimated or measured, and where it lies with the confidence asked for. */
public record Estimated(double value, Interval interval) {}
