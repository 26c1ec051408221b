package io.surety.prediction.features;

import java.io.IOException;
import org.apache.hc.core5.http.HttpStatus;

/** The feature service does not answer whoever asked. */
final class NotLetIn extends IOException {

  private final int status;

  NotLetIn(int status) {
    super("The answer has the status " + status + ".");
    this.status = status;
  }

  static boolean isMeantBy(int status) {
    return status == HttpStatus.SC_UNAUTHORIZED || status == HttpStatus.SC_FORBIDDEN;
  }

  /** What that means for the caller. */
  FeaturesForbidden toCaller(boolean withToken) {
    if (!withToken) {
      return new FeaturesForbidden(
          "The feature service asks for a token, and this service sends none: set surety.features.identity to forward or exchange.",
          this);
    }
    return new FeaturesForbidden(
        status == HttpStatus.SC_FORBIDDEN
            ? "The feature service does not let your token read features: it asks for the scope features.read."
            : "The feature service does not take your token: it asks for another issuer or audience.",
        this);
  }
}
