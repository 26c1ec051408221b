package io.surety.featureservice;

import io.surety.web.BriefStart;

/** The start of a feature service that an AOT cache is recorded from. */
public final class BriefFeatureService {

  private BriefFeatureService() {}

  /** Starts, asks and ends, first open and then guarded. */
  public static void main(String[] args) {
    try (BriefStart service = start()) {
      askEverything(service);
    }
    try (BriefStart service = BriefStart.guarded(FeatureServiceApplication::start)) {
      askEverything(service);
    }
  }

  /** Starts only. */
  public static BriefStart start() {
    return BriefStart.of(FeatureServiceApplication::start);
  }

  /** Asks what callers and probes ask. */
  public static void askEverything(BriefStart service) {
    service.observe();
    service.get("/features/1");
    service.post("/features/lookup", "{\"user_ids\": [1]}");
  }
}
