package io.surety.evaluation;

/** Were the people that a model is tested on kept from its training? */
public final class UnseenPeopleGate {

  private static final String NAME = "unseen_people";

  private UnseenPeopleGate() {}

  /**
   * Never passed by a model that was trained elsewhere, whose figures may therefore flatter it: who
   * approves it says why the figures can be believed.
   *
   * @param file that the model was imported from
   */
  public static GateResult ofImported(String file) {
    return new GateResult(
        NAME,
        false,
        true,
        false,
        null,
        new Bound(null, null),
        ("The model was trained elsewhere (%s), so nothing proves that it never saw the people it"
                + " was tested on: its figures may flatter it.")
            .formatted(file));
  }
}
