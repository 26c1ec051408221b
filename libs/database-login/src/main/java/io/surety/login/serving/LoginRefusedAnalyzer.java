package io.surety.login.serving;

import io.surety.login.LoginRefused;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in one sentence why a service does not start. */
final class LoginRefusedAnalyzer extends AbstractFailureAnalyzer<LoginRefused> {

  @Override
  protected FailureAnalysis analyze(Throwable whole, LoginRefused refused) {
    return new FailureAnalysis(
        String.valueOf(refused.getMessage()),
        "Change spring.datasource.url or surety.database.identity as it says, and start again.",
        refused);
  }
}
