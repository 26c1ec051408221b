package io.surety.feature;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /features/lookup}.
 *
 * @param userIds the users to answer for, at most {@link #MOST_USERS}, answered in this order
 * @param asOf the date to answer at; today when it is absent
 * @param basis the wire name of the {@link Basis}; {@code latest_loan} when it is absent
 */
public record LookupRequest(List<Long> userIds, @Nullable LocalDate asOf, @Nullable String basis) {

  /** The most users that one lookup answers for. */
  public static final int MOST_USERS = 1_000;
}
