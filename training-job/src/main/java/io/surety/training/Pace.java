package io.surety.training;

import io.surety.training.TrainingProgress.Step;

/** Tells a listener how far a step is, a few times a second at most. */
final class Pace {

  private static final long NANOS_BETWEEN = 200_000_000;
  private static final long STEPS_BETWEEN_LOOKS = 1 << 12;

  private final TrainingProgress progress;
  private final Step step;
  private long last = System.nanoTime();

  Pace(TrainingProgress progress, Step step) {
    this.progress = progress;
    this.step = step;
  }

  /** For steps of well under a microsecond: looks at the time only now and then. */
  void moved(long done, long of) {
    if (done % STEPS_BETWEEN_LOOKS == 0) {
      movedFar(done, of);
    }
  }

  void movedFar(long done, long of) {
    long now = System.nanoTime();
    if (now - last >= NANOS_BETWEEN) {
      last = now;
      progress.moved(step, done, of);
    }
  }
}
