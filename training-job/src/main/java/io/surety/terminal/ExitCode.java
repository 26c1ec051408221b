package io.surety.terminal;

/** What a command tells the program that called it. */
public enum ExitCode {
  /** What was asked is done. */
  DONE(0),
  /** It could not be done; standard error says why and what to do next. */
  FAILED(1),
  /** The command line makes no sense; standard error says which part. */
  WRONG_USAGE(2),
  /** Everything worked, but a model did not pass a gate, or breaks a rule of its breaker. */
  GATE_NOT_PASSED(3);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /** The number that the operating system hands on. */
  public int number() {
    return number;
  }
}
