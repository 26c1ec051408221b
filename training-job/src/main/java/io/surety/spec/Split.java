package io.surety.spec;

/**
 * Who trains, who calibrates and who is tested. People are dealt out by a salted hash, so that a
 * person is on the same side in every version as long as the salt and the shares stay; those who
 * are tested are tested on later loans only.
 *
 * @param salt of the hash; changing it deals everybody out anew, which makes old champions
 *     incomparable
 * @param testPeople share of people who are tested, never trained on
 * @param calibrationPeople share of people to whom the calibrator is fitted
 * @param testLoans which loans count as later
 */
public record Split(String salt, double testPeople, double calibrationPeople, TestLoans testLoans) {

  /** Refuses shares that leave nobody on a side. */
  public Split {
    if (salt.isBlank()) {
      throw new IllegalArgumentException("The salt of a split is a text that is not blank.");
    }
    requireShare("test_people", testPeople);
    requireShare("calibration_people", calibrationPeople);
    if (testPeople + calibrationPeople >= 1) {
      throw new IllegalArgumentException(
          ("The split leaves nobody to train on: test_people %s and calibration_people %s add up to"
                  + " 1 or more.")
              .formatted(testPeople, calibrationPeople));
    }
  }

  static void requireShare(String key, double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "The share %s lies between 0 and 1, both excluded, but it is %s.".formatted(key, share));
    }
  }
}
