package io.surety.web.tokens;

import io.surety.web.ProblemType;
import io.surety.web.Refusals;
import io.surety.web.StandardProblem;
import io.surety.web.tokens.TokenDecoder.RefusedToken;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Answers those who may not come in, with what RFC 6750 has their clients told. */
final class TokenRefusals
    implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler {

  private static final Logger LOG = LoggerFactory.getLogger(TokenRefusals.class);
  private static final String REALM = "Bearer realm=\"surety\"";
  private static final String ISSUER_RETRY_SECONDS = "10";

  private final Refusals refusals;
  private final Access access;

  TokenRefusals(Refusals refusals, Access access) {
    this.refusals = refusals;
    this.access = access;
  }

  @Override
  public void commence(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException why)
      throws IOException {
    if (why instanceof OAuth2AuthenticationException refused
        && refused.getError() instanceof BearerTokenError error) {
      unfit(request, response, error, why);
      return;
    }
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, REALM);
    refuse(
        StandardProblem.UNAUTHENTICATED,
        "Send a token in the header Authorization: Bearer …",
        request,
        response);
  }

  private void unfit(
      HttpServletRequest request,
      HttpServletResponse response,
      BearerTokenError error,
      AuthenticationException why)
      throws IOException {
    String code = error.getErrorCode();
    boolean malformed = "invalid_request".equals(code);
    String detail = malformed ? "Send one token, in one header Authorization." : detail(why);
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        "%s, error=\"%s\", error_description=\"%s\"".formatted(REALM, code, detail));
    refuse(
        malformed ? StandardProblem.MALFORMED_REQUEST : StandardProblem.UNAUTHENTICATED,
        detail,
        request,
        response);
  }

  private static String detail(AuthenticationException why) {
    LOG.debug("token_refused", why);
    return why.getCause() instanceof RefusedToken refused
        ? String.valueOf(refused.getMessage())
        : "The token is not one that was signed for this service.";
  }

  @Override
  public void onAuthenticationFailure(
      HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
      throws IOException {
    if (failure instanceof AuthenticationServiceException) {
      LOG.warn("token_not_verified cause=\"{}\"", String.valueOf(failure.getMessage()));
      response.setHeader(HttpHeaders.RETRY_AFTER, ISSUER_RETRY_SECONDS);
      refuse(
          StandardProblem.ISSUER_UNAVAILABLE,
          "The token cannot be verified, as its issuer does not answer. Try again shortly.",
          request,
          response);
      return;
    }
    commence(request, response, failure);
  }

  @Override
  public void handle(
      HttpServletRequest request, HttpServletResponse response, AccessDeniedException denied)
      throws IOException {
    Optional<String> scope = access.required(request.getServletPath());
    response.setHeader(
        HttpHeaders.WWW_AUTHENTICATE,
        REALM
            + ", error=\"insufficient_scope\""
            + scope.map(", scope=\"%s\""::formatted).orElse(""));
    refuse(
        StandardProblem.SCOPE_MISSING,
        "The token lacks the scope " + scope.orElse("that is asked here") + ".",
        request,
        response);
  }

  private void refuse(
      ProblemType type, String detail, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    refusals.write(type, detail, request.getRequestURI(), response);
  }
}
