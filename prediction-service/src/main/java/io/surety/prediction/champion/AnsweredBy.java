package io.surety.prediction.champion;

import jakarta.servlet.http.HttpServletResponse;

/**
 * Says in the headers of an answer, whatever its format, that another answers than the version that
 * the alias points at: {@code Surety-Fallback-For: loan-risk/3}, or {@code Surety-Answered-By:
 * policy}.
 */
public final class AnsweredBy {

  private static final String FALLBACK_FOR = "Surety-Fallback-For";
  private static final String ANSWERED_BY = "Surety-Answered-By";

  private AnsweredBy() {}

  /** Sets the header that the model's capacity asks for, if any. */
  public static void say(LoadedModel model, HttpServletResponse response) {
    switch (model.capacity()) {
      case Capacity.Fallback(var instead, _) ->
          response.setHeader(FALLBACK_FOR, instead.toString());
      case Capacity.Policy _ -> response.setHeader(ANSWERED_BY, Capacity.Policy.ROLE);
      case Capacity.Named _, Capacity.Pointed _ -> {}
    }
  }
}
