package io.surety.consistency;

import io.surety.consistency.FeatureInputs.Place;
import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.featurestore.Recomputation;
import io.surety.featurestore.Recomputation.Asked;
import io.surety.featurestore.UserFeatures;
import io.surety.predictionlog.ConsistencyChecks;
import io.surety.predictionlog.ConsistencyChecks.Check;
import io.surety.predictionlog.ConsistencyChecks.Difference;
import io.surety.predictionlog.LoggedPrediction;
import io.surety.predictionlog.LoggedPrediction.Lookup;
import io.surety.predictionlog.LoggedPrediction.Scored;
import io.surety.predictionlog.Lookups;
import io.surety.predictionlog.Predictions.Stretch;
import io.surety.registry.Models;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Computes the features of logged predictions again, from what was known when they were looked up,
 * and compares them to the last bit. What was looked up at one state of the ledger is computed
 * together, so many thousands at a time; memory does not grow with the log. A login with {@code
 * surety_trainer} is enough.
 */
public final class ConsistencyCheck {

  private static final int AT_ONCE = 20_000;

  private final DataSource source;
  private final FeatureInputs inputs;
  private final int atOnce;

  /** Reads and writes through connections of this source; it takes three at once. */
  public ConsistencyCheck(DataSource source, Models models) {
    this(source, models, AT_ONCE);
  }

  ConsistencyCheck(DataSource source, Models models, int atOnce) {
    this.source = source;
    this.inputs = new FeatureInputs(models);
    this.atOnce = atOnce;
  }

  /** Hears how a check comes along. */
  public interface Heard {

    /** So many of so many were looked at. */
    void at(long done, long of);

    /** A feature came out otherwise. */
    void differs(Difference difference);
  }

  /** Writes what belongs to a check in the transaction that keeps it. */
  @FunctionalInterface
  public interface Together {

    /** Writes it. */
    void write(Connection transaction, Check result) throws SQLException;
  }

  /** Checks a stretch of the log, or a sample of it, and keeps what came of it. */
  public Check run(Stretch stretch, OptionalInt sample, Heard heard, Together together) {
    Lookups lookups = new Lookups(source);
    Lookups.Counts counts = lookups.count(stretch);
    long expected =
        sample.isEmpty()
            ? counts.recomputable()
            : Math.min(sample.getAsInt(), counts.recomputable());
    UUID id = UUID.randomUUID();
    try (ConsistencyChecks.Writing writing = new ConsistencyChecks(source).begin(id);
        Comparing comparing = new Comparing(writing, heard, expected)) {
      lookups.each(stretch, sample, comparing::take);
      comparing.compareWaiting();
      Check result =
          new Check(
              id,
              stretch,
              sample,
              comparing.compared,
              comparing.differing,
              comparing.differences,
              counts,
              comparing.unknownVersions);
      writing.keep(result, transaction -> together.write(transaction, result));
      return result;
    }
  }

  /** What is left to know of a prediction until its features are computed again. */
  private record Waiting(UUID id, UserId user, LocalDate asOf, List<Place> places, Scored scored) {}

  /** What is compared at once was looked up at one state of the ledger, in one way. */
  private record State(Instant knownAt, Basis basis) {}

  private final class Comparing implements AutoCloseable {

    private final ConsistencyChecks.Writing writing;
    private final Heard heard;
    private final long expected;
    private final List<Waiting> waiting = new ArrayList<>();
    private @Nullable State state;
    private @Nullable Recomputation ledger;
    private @Nullable Instant opened;
    private long compared;
    private long differing;
    private long differences;
    private long unknownVersions;

    Comparing(ConsistencyChecks.Writing writing, Heard heard, long expected) {
      this.writing = writing;
      this.heard = heard;
      this.expected = expected;
    }

    void take(LoggedPrediction logged) {
      Lookup lookup = logged.lookup();
      UserId user = logged.user();
      Scored scored = logged.scored();
      if (lookup == null || user == null || scored == null || lookup.knownAt() == null) {
        throw new IllegalStateException("%s was not looked up.".formatted(logged.id()));
      }
      Optional<List<Place>> places = inputs.of(logged.version());
      if (places.isEmpty()) {
        unknownVersions++;
        return;
      }
      State its = new State(lookup.knownAt(), lookup.basis());
      if (!its.equals(state) || waiting.size() == atOnce) {
        compareWaiting();
        state = its;
      }
      waiting.add(new Waiting(logged.id(), user, lookup.asOf(), places.get(), scored));
    }

    void compareWaiting() {
      State its = state;
      if (its == null || waiting.isEmpty()) {
        return;
      }
      List<Optional<UserFeatures>> computed =
          ledger(its.knownAt())
              .findAll(
                  waiting.stream().map(each -> new Asked(each.user(), each.asOf())).toList(),
                  its.basis());
      for (int place = 0; place < waiting.size(); place++) {
        compare(waiting.get(place), computed.get(place));
      }
      waiting.clear();
      heard.at(compared, expected);
    }

    private Recomputation ledger(Instant knownAt) {
      Recomputation open = ledger;
      if (open != null && knownAt.equals(opened)) {
        return open;
      }
      close();
      Recomputation next = Recomputation.open(source, knownAt);
      ledger = next;
      opened = knownAt;
      return next;
    }

    private void compare(Waiting logged, Optional<UserFeatures> computed) {
      compared++;
      long before = differences;
      for (Place place : logged.places()) {
        double was = logged.scored().inputs()[place.column()];
        double is =
            computed
                .map(features -> features.values().find(place.feature()))
                .map(value -> value.orElse(Double.NaN))
                .orElse(Double.NaN);
        if (computed.isEmpty() || Double.compare(was, is) != 0) {
          differences++;
          Difference difference =
              new Difference(
                  logged.id(), place.feature().featureName(), was, is, computed.isPresent());
          writing.add(difference);
          heard.differs(difference);
        }
      }
      if (differences > before) {
        differing++;
      }
    }

    @Override
    public void close() {
      Recomputation open = ledger;
      ledger = null;
      if (open != null) {
        open.close();
      }
    }
  }
}
