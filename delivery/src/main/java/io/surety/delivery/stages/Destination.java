package io.surety.delivery.stages;

/**
 * A kind of place that a delivery goes to. Each act ends with what it promises done, or with one
 * sentence that says why not.
 */
public interface Destination {

  /** Makes sure that the tools are there that the other stages need. */
  void tools();

  /** Builds the images and leaves their digests. */
  void images();

  /** Trains a candidate and leaves it with its evidence. */
  void train(Environment environment);

  /** Records the decision about the candidate and leaves its export. */
  void approve(Environment environment);

  /** Brings images and export into an environment. */
  void deploy(Environment environment);

  /** Scores the example record there. */
  void smoke(Environment environment);

  /** Starts a canary beside what is served, and watches it. */
  void canary(Environment environment);

  /** Makes the canary what everybody gets. */
  void promote(Environment environment);

  /** Takes the canary away. */
  void withdraw(Environment environment);

  /** Goes back to what was deployed before. */
  void rollback(Environment environment);

  /** Plans the infrastructure. */
  void planInfrastructure(Environment environment);

  /** Applies the plan. */
  void applyInfrastructure(Environment environment);
}
