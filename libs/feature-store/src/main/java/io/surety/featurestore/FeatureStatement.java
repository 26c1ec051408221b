package io.surety.featurestore;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The one SQL statement that computes features, point in time, from a relation called {@code loan}.
 * Whoever runs it decides with a temporary view which loans those are.
 */
public final class FeatureStatement {

  private static final String RESOURCE = "features.sql";

  /** The columns of the statement's result, in order: those of {@code loan_features}. */
  public static final String COLUMNS =
      "loan_id, user_id, loan_date, nb_previous_loans, avg_amount_loans_previous,"
          + " nb_loans_to_date, avg_amount_loans_to_date, birthday, job_start_date, flag_own_car";

  private FeatureStatement() {}

  /** The text of the statement, a query without a final semicolon. */
  public static String text() {
    try (InputStream resource = FeatureStatement.class.getResourceAsStream(RESOURCE)) {
      if (resource == null) {
        throw new IllegalStateException("The statement " + RESOURCE + " is not on the class path.");
      }
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
