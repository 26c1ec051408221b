package io.surety.featurestore;

import io.surety.feature.Basis;
import java.sql.Connection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** The loans and features of one moment, unmoved by what is loaded meanwhile. */
@SuppressWarnings("DoNotCallSuggester")
public final class FeatureSnapshot implements AutoCloseable {

  private FeatureSnapshot() {}

  /** Opens a snapshot of what is known now, or of what was known at an earlier moment. */
  public static FeatureSnapshot open(DataSource database, Optional<Instant> knownAt) {
    throw new UnsupportedOperationException();
  }

  /** When the newest load that it sees became known; empty when there is none. */
  public Optional<Instant> knownAt() {
    throw new UnsupportedOperationException();
  }

  /** Hands every known user's features to the consumer, by ascending user id; returns how many. */
  public long export(LocalDate asOf, Basis basis, Consumer<UserFeatures> each) {
    throw new UnsupportedOperationException();
  }

  /** The connection in which {@code loan} and {@code loan_features} are those of the moment. */
  public Connection connection() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {}
}
