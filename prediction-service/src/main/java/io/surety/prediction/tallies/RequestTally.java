package io.surety.prediction.tallies;

import io.surety.prediction.audit.DecisionNotLogged;
import io.surety.prediction.champion.BreakerOpen;
import io.surety.prediction.champion.ChampionUnusable;
import io.surety.prediction.features.DefinitionsDiffer;
import io.surety.prediction.features.FeaturesUnavailable;
import io.surety.prediction.versions.VersionUnusable;
import io.surety.predictionlog.AnswerRole;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Counts requests when they have ended, by what was answered, whatever protocol they came by. Those
 * that the service answers with 5xx failed; those that callers got wrong, or broke off, are neither
 * answered nor failed. Only what the version is at fault for counts as its failure: that it cannot
 * be read, needs features that are not served, or an error that nobody foresaw, which is answered
 * with 500. For all else something is to blame that any other version would have needed, too. A
 * failure before any version is known is not counted.
 */
final class RequestTally implements HandlerInterceptor {

  /** Where rows are scored. */
  static final List<String> PATHS =
      List.of("/score", "/v2/models/*/infer", "/v2/models/*/versions/*/infer", "/invocations");

  private final Tallies tallies;

  RequestTally(Tallies tallies) {
    this.tallies = tallies;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception unhandled) {
    Object handled = request.getAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE);
    Object failure = unhandled == null ? handled : unhandled;
    int status = response.getStatus();
    if (failure == null && status < HttpStatus.BAD_REQUEST.value()) {
      Tally tally = Tally.of(request);
      if (tally != null) {
        tally.answered();
      }
    } else if (status >= HttpStatus.INTERNAL_SERVER_ERROR.value() || unhandled != null) {
      // A body that does not come, or finds no room, says nothing of who was to answer it.
      if (!(failure instanceof IOException)) {
        Tally tally = refusing(request, failure);
        if (tally == null) {
          return;
        }
        if (isOfVersion(failure, status, unhandled != null)) {
          tally.failed();
        } else {
          tally.dependencyFailed();
        }
      }
    }
  }

  private static boolean isOfVersion(@Nullable Object failure, int status, boolean unforeseen) {
    return switch (failure) {
      case BreakerOpen _, ChampionUnusable _, VersionUnusable _, DefinitionsDiffer _ -> true;
      case FeaturesUnavailable _, DecisionNotLogged _ -> false;
      case null, default -> unforeseen || status == HttpStatus.INTERNAL_SERVER_ERROR.value();
    };
  }

  private @Nullable Tally refusing(HttpServletRequest request, @Nullable Object failure) {
    return switch (failure) {
      case BreakerOpen open -> tallies.of(open.version(), AnswerRole.POLICY);
      case ChampionUnusable unusable -> tallies.of(unusable.version(), unusable.loggedAs());
      case VersionUnusable unusable -> tallies.of(unusable.version(), AnswerRole.NAMED);
      case null, default -> Tally.of(request);
    };
  }
}
