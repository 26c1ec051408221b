package io.surety.featurestore;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.feature.Basis;
import io.surety.feature.UserId;
import io.surety.featurestore.Recomputation.Asked;
import io.surety.loans.TestLoan;
import io.surety.loans.TestStore;
import io.surety.testing.Seed;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecomputationIT {

  private static final LocalDate DAY = LocalDate.of(2024, 6, 1);

  private final TestStore store = new TestStore();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void givesEveryAnswerAgainThatWasEverGiven() {
    Seed seed = Seed.of("RecomputationIT");
    RandomHistory history = new RandomHistory(seed.random());
    Features online = new PostgresFeatures(store.login("surety_feature_reader"));
    Map<Instant, Map<Basis, List<Optional<UserFeatures>>>> answered = new LinkedHashMap<>();
    List<Asked> asked = new ArrayList<>();
    for (int file = 0; file < 6; file++) {
      Instant loaded = store.load(history.nextFile().toArray(TestLoan[]::new)).knownAt();
      asked.clear();
      Map<Basis, List<Optional<UserFeatures>>> answers = new LinkedHashMap<>();
      for (Basis basis : Basis.values()) {
        answers.put(basis, new ArrayList<>());
      }
      for (LocalDate day : List.of(LocalDate.of(2020, 1, 15), LocalDate.of(2020, 2, 1), DAY)) {
        for (long user = 0; user < 14; user++) {
          asked.add(new Asked(new UserId(user), day));
          for (Basis basis : Basis.values()) {
            answers.get(basis).add(online.find(new UserId(user), day, basis));
          }
        }
      }
      answered.put(loaded, answers);
      store.pass(Duration.ofDays(1));
    }

    answered.forEach((loaded, answers) -> {
      try (Recomputation then = Recomputation.open(store.trainer(), loaded)) {
        for (Basis basis : Basis.values()) {
          assertThat(then.findAll(asked, basis))
              .as("%s, %s, %s", seed, loaded, basis)
              .isEqualTo(answers.get(basis));
        }
      }
    });
  }

  @Test
  void doesNotBelieveWhatIsKept() {
    Instant loaded = store.load(TestLoan.of(1, 7, "2024-01-10", 100)).knownAt();
    store.execute("UPDATE feature_store.loan_features SET flag_own_car = 1 - flag_own_car");
    Features online = new PostgresFeatures(store.login("surety_feature_reader"));
    List<Asked> asked = List.of(new Asked(new UserId(7), DAY));

    try (Recomputation now = Recomputation.open(store.trainer(), loaded)) {
      assertThat(now.findAll(asked, Basis.LATEST_LOAN))
          .isNotEqualTo(online.findAll(List.of(new UserId(7)), DAY, Basis.LATEST_LOAN));
    }
  }

  @Test
  void tellsTheUnknownFromTheKnownAndKeepsTheOrderAsked() {
    Instant loaded = store.load(TestLoan.of(1, 7, "2024-01-10", 100)).knownAt();

    try (Recomputation now = Recomputation.open(store.trainer(), loaded)) {
      List<Optional<UserFeatures>> found =
          now.findAll(
              List.of(
                  new Asked(new UserId(8), DAY),
                  new Asked(new UserId(7), DAY),
                  new Asked(new UserId(7), LocalDate.of(2024, 1, 9))),
              Basis.LATEST_LOAN);

      assertThat(found).extracting(Optional::isPresent).containsExactly(false, true, false);
      assertThat(now.findAll(List.of(), Basis.NEXT_LOAN)).isEmpty();
    }
  }
}
