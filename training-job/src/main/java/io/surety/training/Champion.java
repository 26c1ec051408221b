package io.surety.training;

import io.surety.bundle.ModelBundle;
import io.surety.spec.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The model that serves today, which a candidate is held against on the same loans.
 *
 * @param version such as {@code loan-risk/3}
 */
public record Champion(String version, ModelBundle bundle) {

  /**
   * How its split differs from a candidate's, in words, when it may therefore have trained on
   * people whom the candidate is tested on; empty when it cannot have.
   */
  Optional<String> otherSplit(ModelSpec candidate) {
    return otherSplit(Evidence.read(bundle.provenanceJson()).path("spec"), candidate);
  }

  /**
   * A person's place follows from the salt and the columns, and the first places are tested. So a
   * smaller share of test people tests some of those whom the champion left alone as well; the
   * share that calibrates and the dates of the tested loans move nobody into the test.
   */
  static Optional<String> otherSplit(JsonNode champion, ModelSpec candidate) {
    JsonNode split = champion.path("split");
    if (split.isMissingNode()) {
      return Optional.of("its bundle does not tell which");
    }
    List<String> differences = new ArrayList<>();
    if (!split.path("salt").asString("").equals(candidate.split().salt())) {
      differences.add("split.salt differs");
    }
    List<String> person = new ArrayList<>();
    champion.path("person").forEach(column -> person.add(column.asString("")));
    if (!person.equals(candidate.person())) {
      differences.add("person differs");
    }
    double tested = split.path("test_people").asDouble(0);
    if (candidate.split().testPeople() > tested) {
      differences.add(
          "split.test_people grew from %s to %s".formatted(tested, candidate.split().testPeople()));
    }
    return differences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", differences));
  }
}
