package io.surety.terminal;

/** A command ends here: one whole sentence for the person, and the exit code for programs. */
public final class CommandFailed extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ExitCode exitCode;

  /** Fails with exit code 1. */
  public CommandFailed(String sentence) {
    this(ExitCode.FAILED, sentence);
  }

  /** Fails with exit code 1, keeping what happened for {@code SURETY_DEBUG}. */
  public CommandFailed(String sentence, Throwable cause) {
    super(sentence, cause);
    this.exitCode = ExitCode.FAILED;
  }

  /** Fails with an exit code of its own. */
  public CommandFailed(ExitCode exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  /** The exit code of the command. */
  public ExitCode exitCode() {
    return exitCode;
  }
}
