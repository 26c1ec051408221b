package io.surety.featureservice;

import io.surety.feature.UserId;

/** No loan of this user counts at the date asked for. */
final class UserNotFound extends RuntimeException {

  private final transient UserId user;
  private final transient Moment moment;

  UserNotFound(UserId user, Moment moment) {
    super(null, null, false, false);
    this.user = user;
    this.moment = moment;
  }

  String detail() {
    return switch (moment.basis()) {
      case LATEST_LOAN -> "User %s has no loan up to %s.".formatted(user, moment.asOf());
      case NEXT_LOAN -> "User %s has no loan before %s.".formatted(user, moment.asOf());
    };
  }

  @Override
  public String getMessage() {
    return detail();
  }
}
