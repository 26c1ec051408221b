package io.surety.web.tokens;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Whether a token is asked for. */
final class Asked implements Condition {

  @Override
  public boolean matches(ConditionContext context, AnnotatedTypeMetadata unused) {
    String mode = context.getEnvironment().getProperty("surety.security.mode", "none");
    return !"none".equalsIgnoreCase(mode);
  }
}
