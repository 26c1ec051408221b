package io.surety.prediction.scoring;

import io.surety.prediction.audit.DecisionNotLogged;
import io.surety.prediction.tallies.Tally;
import io.surety.web.Problems;
import io.surety.web.Refusals;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.util.FastByteArrayOutputStream;

/**
 * Holds answers until their decisions are logged, and then sends them. That is the last thing of a
 * request, and not done where the decision is made: a virtual thread that waits deep in Spring has
 * to be put aside and taken up again frame by frame, which cost an eighth of the logged rate.
 */
final class HeldAnswers implements Filter {

  private static final String ANSWER = HeldAnswers.class.getName();

  private final Refusals refusals;

  HeldAnswers(Refusals refusals) {
    this.refusals = refusals;
  }

  private record Held(Sitting sitting, @Nullable Tally tally, FastByteArrayOutputStream body) {}

  /**
   * Leaves an answer to be sent when all that was entered is logged, and to be counted then: only
   * then is it known what became of the request. Its headers have been set.
   */
  static void hold(HttpServletRequest request, Sitting sitting, FastByteArrayOutputStream body) {
    request.setAttribute(ANSWER, new Held(sitting, Tally.takeFrom(request), body));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    if (request.getAttribute(ANSWER) instanceof Held held) {
      send(held, (HttpServletRequest) request, (HttpServletResponse) response);
    }
  }

  private void send(Held held, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Tally tally = held.tally();
    try {
      held.sitting().close();
    } catch (DecisionNotLogged refused) {
      if (tally != null) {
        tally.dependencyFailed();
      }
      response.setHeader(HttpHeaders.RETRY_AFTER, Problems.seconds(refused.retryAfter()));
      refusals.write(
          ScoringProblem.DECISION_NOT_LOGGED, refused.detail(), request.getRequestURI(), response);
      return;
    }
    if (tally != null) {
      tally.answered();
    }
    response.setContentLength(held.body().size());
    held.body().writeTo(response.getOutputStream());
  }
}
