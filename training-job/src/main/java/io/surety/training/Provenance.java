package io.surety.training;

import io.surety.spec.ModelSpec;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * From what and how a model was made: the {@code provenance.json} of a bundle. Together with the
 * ledger it suffices to make the model again.
 *
 * @param spec with every value in force
 * @param data what it was made from
 * @param split who trained, calibrated and tested
 * @param sensitiveInputs inputs that an approver should look at twice
 * @param calibrator {@code identity}, {@code platt} or {@code isotonic}
 * @param checks what was proved about this training
 * @param code version of Surety, with the commit where it is known
 * @param libraries versions of what computed
 * @param threads of the native library
 * @param imported where the forest came from when it was not grown here; then the spec's learner
 *     grew nothing
 */
public record Provenance(
    ModelSpec spec,
    Data data,
    Split split,
    List<String> sensitiveInputs,
    String calibrator,
    Checks checks,
    String code,
    Map<String, String> libraries,
    int threads,
    Optional<Imported> imported) {

  public Provenance {
    sensitiveInputs = List.copyOf(sensitiveInputs);
  }

  /**
   * The rows as they were read.
   *
   * @param hash SHA-256 over every row that was read with the side it was dealt to, in lower-case
   *     hexadecimal
   * @param knownAt when the newest load that was seen became known
   * @param newestLoan newest loan date known
   */
  public record Data(String hash, Instant knownAt, long loans, LocalDate newestLoan) {}

  /**
   * Who is where. The counts of loans add up to the loans that were read.
   *
   * @param matureUntil last loan date whose outcome counts
   * @param testFrom first loan date on which test people are tested
   * @param unknownOutcome loans left out because nobody knows yet how they ended
   * @param immature loans left out because they are too young
   * @param aside loans of test people before that date, and of the others from it on
   */
  public record Split(
      LocalDate matureUntil,
      LocalDate testFrom,
      long unknownOutcome,
      long immature,
      long aside,
      Group training,
      Group calibration,
      Group test) {}

  /**
   * One side of the split.
   *
   * @param effectiveLoans how many independent loans these stand for: a person's are alike
   */
  public record Group(long loans, long bad, long people, double effectiveLoans) {}

  /**
   * What was proved on the rows of this training.
   *
   * @param loansCheckedAgainstHistory loans whose count and mean of previous loans were computed
   *     again from loans of strictly earlier days alone, and found equal
   * @param usersOnTwoSides always 0
   * @param peopleOnTwoSides always 0
   * @param largestMarginDifference between the bundle's scorer and native XGBoost on the test
   *     loans, over the larger of 1 and the margin's size
   */
  public record Checks(
      long loansCheckedAgainstHistory,
      long usersOnTwoSides,
      long peopleOnTwoSides,
      double largestMarginDifference) {}

  /**
   * A forest that was trained elsewhere.
   *
   * @param file the name of the file that was imported
   * @param sha256 of that file, in lower-case hexadecimal
   * @param writtenBy the XGBoost that wrote it
   * @param positiveClass the class, 0 or 1, that was said to mean "not paid"
   */
  public record Imported(
      String file,
      String sha256,
      String writtenBy,
      String objective,
      int trees,
      int positiveClass) {}
}
