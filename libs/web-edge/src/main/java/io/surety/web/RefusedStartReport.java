package io.surety.web;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has a refused start end in its sentences instead of a stack trace. */
final class RefusedStartReport extends AbstractFailureAnalyzer<StartRefused> {

  @Override
  protected FailureAnalysis analyze(Throwable failure, StartRefused refused) {
    return new FailureAnalysis(String.valueOf(refused.getMessage()), refused.remedy(), refused);
  }
}
