package io.surety.benchmarks.peers;

import java.nio.file.Path;

/** A server that is loaded with the requests of a file. */
record Side(String words, long pid, int port, Path requests) {}
