package io.surety.web.tokens;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who a verified token says that it is.
 *
 * @param subject what the issuer knows him by, for ever
 * @param name as people call him, when the token says so
 * @param scopes what he may do
 * @param person whether the token speaks for a person, and not for a program
 */
public record Caller(String subject, @Nullable String name, Set<String> scopes, boolean person) {

  /** Name and subject in one line. */
  public String described() {
    return name == null ? subject : name + " (" + subject + ")";
  }
}
