package io.surety.delivery.pipeline;

/** What the condition of a step sees: whether a step before it failed. */
record StepScope(boolean failure) implements Expression.Scope {

  @Override
  public Object value(String reference) {
    throw new UnreadablePipeline(
        "The condition of a step speaks of %s, and may speak of the steps before it alone."
            .formatted(reference));
  }

  @Override
  public Expression.Outcome before() {
    return failure ? Expression.Outcome.FAILED : Expression.Outcome.SUCCEEDED;
  }
}
