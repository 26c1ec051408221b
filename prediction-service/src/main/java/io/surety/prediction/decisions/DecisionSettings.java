package io.surety.prediction.decisions;

import io.surety.web.StartRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How decisions are taken over HTTP.
 *
 * @param enabled whether they are at all
 * @param datasource the login that takes them, a member of {@code surety_approver}
 */
@ConfigurationProperties("surety.decisions")
record DecisionSettings(boolean enabled, @Nullable Login datasource) {

  /**
   * A login of the registry's database.
   *
   * @param url that of {@code spring.datasource} when nothing is said
   */
  record Login(@Nullable String url, @Nullable String username, @Nullable String password) {}

  Login requireLogin() {
    if (datasource == null || datasource.username() == null) {
      throw new StartRefused(
          "surety.decisions.enabled is true, but surety.decisions.datasource.username names no login.",
          "Set it to a login that is a member of surety_approver, and its password as a file.");
    }
    return datasource;
  }
}
