package io.surety.training;

/**
 * Hears how far a training is. Called on the training thread; {@link #moved} a few times a second
 * at most.
 */
public interface TrainingProgress {

  /** Hears nothing. */
  TrainingProgress SILENT = _ -> {};

  /** What a training does, in this order. */
  enum Step {
    READING("Reading loans and features"),
    CHECKING("Checking that no feature looks ahead"),
    SPLITTING("Dealing people to training, calibration and test"),
    GROWING("Growing trees"),
    CALIBRATING("Fitting the calibrator"),
    EVALUATING("Evaluating on people that the model never saw"),
    WRITING("Writing the bundle");

    private final String words;

    Step(String words) {
      this.words = words;
    }

    /** The step in words, for people. */
    public String words() {
      return words;
    }
  }

  /** A step begins; the one before is done. */
  void began(Step step);

  /**
   * The step goes on.
   *
   * @param done loans or trees so far
   * @param of loans or trees in all, or 0 when that is not known
   */
  default void moved(Step step, long done, long of) {}
}
