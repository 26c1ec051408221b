package io.surety.runs;

/** A run was taken for gone by another process, and is no longer this one's to go on with. */
public final class RunTaken extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RunTaken(int run, Throwable cause) {
    super(
        "Run %d lost its connection to the database, was taken for broken off, and is no longer this process's; './surety runs' shows who goes on with it."
            .formatted(run),
        cause);
  }

  RunTaken(int run) {
    this(run, new IllegalStateException("another session holds the run"));
  }
}
