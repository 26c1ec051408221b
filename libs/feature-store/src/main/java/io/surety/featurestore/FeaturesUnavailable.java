package io.surety.featurestore;

import java.sql.SQLException;

/** The database that holds the features did not answer. */
public final class FeaturesUnavailable extends RuntimeException {

  FeaturesUnavailable(String message, SQLException cause) {
    super(message, cause);
  }
}
