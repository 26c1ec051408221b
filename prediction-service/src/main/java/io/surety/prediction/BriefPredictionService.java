package io.surety.prediction;

import io.surety.web.BriefStart;

/** The start of a prediction service that an AOT cache is recorded from. */
public final class BriefPredictionService {

  private static final String FEATURES =
      "\"features\": {\"age\": 40, \"years_on_the_job\": null, \"nb_previous_loans\": 0,"
          + " \"avg_amount_loans_previous\": null, \"flag_own_car\": 1}";

  private BriefPredictionService() {}

  /** Starts, asks and ends, first open and then guarded. */
  public static void main(String[] args) {
    try (BriefStart service = start(BriefStart.serviceOfNobody())) {
      askEverything(service);
    }
    try (BriefStart service =
        BriefStart.guarded(
            PredictionServiceApplication::start,
            "--surety.features.url=" + BriefStart.serviceOfNobody())) {
      askEverything(service);
    }
  }

  /**
   * Starts only.
   *
   * @param features the address of the feature service that it is to call
   */
  public static BriefStart start(String features) {
    return BriefStart.of(PredictionServiceApplication::start, "--surety.features.url=" + features);
  }

  /** Asks what callers and probes ask. */
  public static void askEverything(BriefStart service) {
    service.observe();
    service.post("/score", "{\"user_id\": 1}");
    service.post("/score", "{" + FEATURES + "}");
  }
}
