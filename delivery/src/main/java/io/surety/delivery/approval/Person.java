package io.surety.delivery.approval;

import io.surety.bundle.PlainName;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Somebody who signed in.
 *
 * @param id the id of the identity; empty where nobody signs in
 * @param name as people see it
 * @param account such as an address; may be empty
 */
public record Person(String id, String name, String account) {

  /** True when both are one: by id, or by a name or an account however it is spelt. */
  public boolean is(Person other) {
    if (!id.isEmpty() && id.equalsIgnoreCase(other.id)) {
      return true;
    }
    return names().stream().anyMatch(other.names()::contains);
  }

  private Set<String> names() {
    return Stream.of(name, account)
        .map(PlainName::of)
        .filter(each -> !each.isEmpty())
        .collect(Collectors.toSet());
  }
}
