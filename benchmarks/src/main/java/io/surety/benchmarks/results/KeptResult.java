package io.surety.benchmarks.results;

/** A result beside the machine and the versions that it was found with. */
record KeptResult(Result result, Surroundings surroundings) {}
