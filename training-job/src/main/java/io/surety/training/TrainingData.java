package io.surety.training;

import io.surety.featurestore.FeatureSnapshot;
import io.surety.spec.Input;
import io.surety.spec.ModelSpec;
import io.surety.training.TrainingProgress.Step;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The loans that a spec asks for, read from one moment of the feature store and dealt to sides. */
public final class TrainingData {

  private final ModelSpec spec;
  private final LoanRows rows;
  private final People people;
  private final Deal deal;
  private final Instant knownAt;
  private final long loansChecked;

  private TrainingData(
      ModelSpec spec, LoanRows rows, People people, Deal deal, Instant knownAt, long loansChecked) {
    this.spec = spec;
    this.rows = rows;
    this.people = people;
    this.deal = deal;
    this.knownAt = knownAt;
    this.loansChecked = loansChecked;
  }

  /**
   * Reads the loans as they are known, or were known at a moment, and deals them out.
   *
   * @throws TrainingRefused when there is too little to learn from, or a feature looks ahead
   */
  public static TrainingData read(
      DataSource database, ModelSpec spec, Optional<Instant> knownAt, TrainingProgress progress) {
    try (FeatureSnapshot snapshot = FeatureSnapshot.open(database, knownAt)) {
      progress.began(Step.READING);
      Instant newestLoad =
          snapshot
              .knownAt()
              .orElseThrow(() ->
                  new TrainingRefused(
                      knownAt
                          .map(
                              "Nothing was known yet at %s; the first loans came later."::formatted)
                          .orElse(
                              "There are no loans to train on; load some with the command"
                                  + " ingest.")));
      LoanReader reader = new LoanReader(snapshot.connection(), spec, progress);
      LoanRows rows = reader.loans();
      People people = reader.people(rows);
      progress.began(Step.CHECKING);
      long loansChecked = PointInTime.requireNoFuture(rows);
      progress.began(Step.SPLITTING);
      Deal deal = Deal.of(rows, people, spec);
      return new TrainingData(spec, rows, people, deal, newestLoad, loansChecked);
    } catch (SQLException failure) {
      throw new IllegalStateException(
          "The database failed while loans were being read: " + failure.getMessage(), failure);
    }
  }

  /** How many loans train. */
  public int trainingLoans() {
    return deal.training().length;
  }

  /**
   * The inputs of the training loans, row after row in the order of the spec, NaN where missing.
   */
  public float[] trainingInputs() {
    int[] members = deal.training();
    List<Input> inputs = spec.inputs();
    float[] values = new float[members.length * inputs.size()];
    int at = 0;
    for (int member : members) {
      for (Input input : inputs) {
        values[at++] = (float) rows.feature(member, input.feature());
      }
    }
    return values;
  }

  /** 1 for the training loans that were not paid on time, 0 for the others. */
  public float[] trainingLabels() {
    int[] members = deal.training();
    float[] labels = new float[members.length];
    for (int i = 0; i < members.length; i++) {
      labels[i] = rows.status[members[i]];
    }
    return labels;
  }

  /** All loans that were read, whatever they are for. */
  public LoanHistory history() {
    return LoanHistory.of(this);
  }

  ModelSpec spec() {
    return spec;
  }

  LoanRows rows() {
    return rows;
  }

  People people() {
    return people;
  }

  Deal deal() {
    return deal;
  }

  Instant knownAt() {
    return knownAt;
  }

  long loansChecked() {
    return loansChecked;
  }

  /** The borrowers of a side, one number a person. */
  long[] personOf(Side side) {
    return Arrays.stream(deal.rows(side)).mapToLong(row -> people.person(rows.user[row])).toArray();
  }

  LoanDataset dataset(Side side) {
    return new LoanDataset(rows, deal.rows(side), spec.inputs());
  }
}
