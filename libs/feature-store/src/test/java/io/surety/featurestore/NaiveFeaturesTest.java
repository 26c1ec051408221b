package io.surety.featurestore;

class NaiveFeaturesTest extends FeaturesContract {

  @Override
  Features features() {
    return new NaiveFeatures(LOANS);
  }
}
