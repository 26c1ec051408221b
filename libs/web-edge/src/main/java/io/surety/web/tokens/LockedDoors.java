package io.surety.web.tokens;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.surety.web.Refusals;
import io.surety.web.listening.ManagementRequests;
import io.surety.web.listening.RequestTime;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.security.web.access.ExceptionTranslationFilter;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.savedrequest.NullRequestCache;

/**
 * Spring Security's resource server, of the three filters that a service without sessions, forms
 * and browsers needs. Its own configuration would add ten more to each request.
 */
@Configuration(proxyBeanMethods = false)
@Conditional(Asked.class)
class LockedDoors {

  /** After the trace of a request begins, so that refusals are measured too; before its body. */
  private static final int AFTER_TRACING = -150;

  /** For what anybody may ask, less time than for what somebody known asks. */
  private static final Duration OPEN_TIME = Duration.ofSeconds(10);

  @Bean
  JWKSource<SecurityContext> tokenKeys(SecuritySettings settings) {
    return settings.mode() == SecuritySettings.Mode.ISSUER
        ? IssuerKeys.of(requireNonNull(settings.issuer()))
        : LocalKeys.read(requireNonNull(settings.keys()));
  }

  /** Has keys that cannot be read stop the start before the web server is made. */
  @Bean
  WebServerFactoryCustomizer<ConfigurableWebServerFactory> keysFirst(
      JWKSource<SecurityContext> keys) {
    return _ -> {};
  }

  @Bean
  FilterRegistrationBean<FilterChainProxy> lockedDoor(
      SecuritySettings settings,
      JWKSource<SecurityContext> keys,
      Access access,
      Refusals refusals) {
    TokenRefusals refuse = new TokenRefusals(refusals, access);
    BearerTokenAuthenticationFilter tokens =
        new BearerTokenAuthenticationFilter(verifiedTokens(settings, keys));
    tokens.setAuthenticationEntryPoint(refuse);
    tokens.setAuthenticationFailureHandler(refuse);
    ExceptionTranslationFilter denials =
        new ExceptionTranslationFilter(refuse, new NullRequestCache());
    denials.setAccessDeniedHandler(refuse);
    AuthorizationFilter scopes =
        new AuthorizationFilter((caller, request) -> decide(access, caller, request));
    FilterRegistrationBean<FilterChainProxy> door =
        new FilterRegistrationBean<>(
            new FilterChainProxy(
                new DefaultSecurityFilterChain(
                    request -> !ManagementRequests.isOne(request),
                    List.of(tokens, denials, scopes))));
    door.setDispatcherTypes(DispatcherType.REQUEST);
    door.setOrder(AFTER_TRACING);
    return door;
  }

  private static VerifiedTokens verifiedTokens(
      SecuritySettings settings, JWKSource<SecurityContext> keys) {
    String issuer =
        settings.mode() == SecuritySettings.Mode.ISSUER
            ? String.valueOf(settings.issuer())
            : LocalKeys.ISSUER;
    Clock clock = Clock.systemUTC();
    TokenClaims claims = new TokenClaims(issuer, requireNonNull(settings.audience()), clock);
    JwtAuthenticationProvider verifier =
        new JwtAuthenticationProvider(new TokenDecoder(claims, keys));
    verifier.setJwtAuthenticationConverter(
        token -> new JwtAuthenticationToken(token, TokenScopes.of(token)));
    return new VerifiedTokens(verifier, clock);
  }

  private static AuthorizationDecision decide(
      Access access,
      Supplier<? extends @Nullable Authentication> caller,
      HttpServletRequest request) {
    Optional<String> scope = access.required(request.getServletPath());
    if (scope.isEmpty()) {
      RequestTime.atMost(request, OPEN_TIME);
      return new AuthorizationDecision(true);
    }
    return new AuthorizationDecision(has(scope.get(), caller.get()));
  }

  private static boolean has(String scope, @Nullable Authentication caller) {
    if (caller != null) {
      for (GrantedAuthority each : caller.getAuthorities()) {
        if (scope.equals(each.getAuthority())) {
          return true;
        }
      }
    }
    return false;
  }
}
