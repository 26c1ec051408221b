package io.surety.watch.statistics;

/** Loans of similar score: what was predicted for them on average, and how many went bad. */
public record ReliabilityBin(int loans, int bad, double predicted, double observed) {}
