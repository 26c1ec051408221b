package io.surety.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RefusalCodeTest {

  @Test
  void namesExactlyTheRulesThatTheDatabaseKeeps() throws IOException {
    Set<String> raised = new TreeSet<>();
    for (String file :
        List.of(
            "V4__guard_decisions.sql",
            "V7__withdraw_aliases.sql",
            "V8__keep_where_decisions_come_from.sql",
            "V9__admit_exports.sql",
            "V13__guard_breakers.sql",
            "V14__switch_breakers.sql")) {
      Pattern.compile("'(SR\\d{3})'")
          .matcher(migration(file))
          .results()
          .forEach(match -> raised.add(match.group(1)));
    }
    Set<String> named =
        Stream.of(RefusalCode.values())
            .map(RefusalCode::sqlState)
            .filter(state -> state.startsWith("SR"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(named).isEqualTo(raised);
  }

  private static String migration(String name) throws IOException {
    try (var resource = RefusalCode.class.getResourceAsStream("/db/model-registry/" + name)) {
      return new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
