package io.surety.standalone;

import io.surety.login.ServiceLogin;
import io.surety.terminal.Purpose;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The logins of an embedded database; all but the owner may do only what their group may. */
enum Login {
  OWNER("surety_owner", null),
  FEATURES(ServiceLogin.FEATURES),
  PREDICTIONS(ServiceLogin.PREDICTIONS),
  TRAINING(ServiceLogin.TRAINING),
  APPROVAL(ServiceLogin.APPROVAL),
  ADMISSION(ServiceLogin.ADMISSION),
  WATCHING(ServiceLogin.WATCHING);

  private final String role;
  private final Optional<String> group;

  Login(ServiceLogin deployed) {
    this(deployed.role(), deployed.group());
  }

  Login(String role, @Nullable String group) {
    this.role = role;
    this.group = Optional.ofNullable(group);
  }

  /** Its name in the database. */
  String role() {
    return role;
  }

  /** The group role that the migrations make, which says what it may do; the owner has none. */
  Optional<String> group() {
    return group;
  }

  /** The logins that belong to a group. */
  static List<Login> members() {
    return List.of(FEATURES, PREDICTIONS, TRAINING, APPROVAL, ADMISSION, WATCHING);
  }

  /** The login for a purpose. */
  static Login of(Purpose purpose) {
    return switch (purpose) {
      case OWNING -> OWNER;
      case TRAINING -> TRAINING;
      case DECIDING -> APPROVAL;
      case ADMITTING -> ADMISSION;
      case WATCHING -> WATCHING;
    };
  }
}
