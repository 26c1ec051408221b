package io.surety.web.tokens;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a service asks of a token at which path. A service declares one as a bean. Nothing is asked
 * at the contract page and at the paths named open; everywhere else, known or not, a scope is.
 *
 * @param scope what is asked wherever nothing else is said
 * @param open paths at which nothing is asked, compared as a whole
 * @param scopes what is asked instead at a path and below it
 */
public record Access(String scope, Set<String> open, Map<String, String> scopes) {

  private static final Set<String> CONTRACT = Set.of("/", "/openapi.json", "/swagger-ui.html");
  private static final String CONTRACT_PAGE = "/swagger-ui/";

  /** Copies what it is given. */
  public Access {
    Set<String> all = new HashSet<>(open);
    all.addAll(CONTRACT);
    open = Set.copyOf(all);
    scopes = Map.copyOf(scopes);
  }

  /** One scope for all, but for these paths. */
  public static Access with(String scope, String... open) {
    return new Access(scope, Set.copyOf(List.of(open)), Map.of());
  }

  /**
   * The scope that a request has to have.
   *
   * @param path decoded and normalized
   */
  Optional<String> required(String path) {
    if (open.contains(path) || path.startsWith(CONTRACT_PAGE)) {
      return Optional.empty();
    }
    for (Map.Entry<String, String> each : scopes.entrySet()) {
      if (path.equals(each.getKey()) || path.startsWith(each.getKey() + "/")) {
        return Optional.of(each.getValue());
      }
    }
    return Optional.of(scope);
  }
}
