package io.surety.runs;

/** What came of beginning a run. */
public sealed interface Begun {

  /** It is this process's to do. An attempt above 1 goes on where the one before it stopped. */
  record Started(Run run) implements Begun {}

  /** Another process is doing what the key names; there is nothing to do here. */
  record Underway(RunRecord run) implements Begun {}

  /** What the key names is done; there is nothing to do any more. */
  record AlreadyDone(RunRecord run) implements Begun {}
}
