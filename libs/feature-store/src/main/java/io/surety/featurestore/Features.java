package io.surety.featurestore;

import io.surety.feature.Basis;
import io.surety.feature.UserId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The features of users at a date. A user without a loan that counts by then is unknown: empty. */
public interface Features {

  /** One user's features. */
  Optional<UserFeatures> find(UserId user, LocalDate asOf, Basis basis);

  /** Many users' features, one for each user asked for, in the order asked, also when repeated. */
  List<Optional<UserFeatures>> findAll(List<UserId> users, LocalDate asOf, Basis basis);
}
