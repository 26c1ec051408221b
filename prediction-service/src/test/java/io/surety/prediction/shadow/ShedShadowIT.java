package io.surety.prediction.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.predictionlog.AnswerRole;
import io.surety.registry.Alias;
import io.surety.testing.Eventually;
import io.surety.testing.HttpProbe;
import java.net.http.HttpRequest.BodyPublishers;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** What is scored in shadow gives way, and no request feels it. */
class ShedShadowIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int REQUESTS = 200;
  private static final String ROW =
      "nb_previous_loans,avg_amount_loans_previous,age,years_on_the_job,flag_own_car\n1,2.5,33,,0\n";

  @Test
  void isShedAndCountedWhileTheLogTakesNoneOfItAndEveryRequestIsAnsweredAndLogged()
      throws SQLException {
    try (FakeFeatureService features = new FakeFeatureService();
        TestedRegistry registry = new TestedRegistry()) {
      registry.promote(TinyBundle.answering(0.2));
      registry.promote(registry.approve(TinyBundle.answering(0.6)), Alias.CHALLENGER);
      holdWhatChallengersWrite(registry);
      try (ConfigurableApplicationContext service =
              registry.start(
                  features, "--surety.shadow.queue=4KB", "--surety.audit.time-limit=30s");
          HttpProbe http = TestedRegistry.probe(service)) {
        await("the challenger", () -> metrics(http).contains("surety_shadow_info{"));
        try (Connection holding = hold(registry)) {
          for (int request = 0; request < REQUESTS; request++) {
            assertThat(send(http)).isEqualTo(200);
          }
          assertThat(count(registry, AnswerRole.CHAMPION)).isEqualTo(REQUESTS);
          assertThat(count(registry, AnswerRole.CHALLENGER)).isZero();
          assertThat(shadow(http, "shed")).isBetween(100.0, REQUESTS - 1.0);
          assertThat(shadow(http, "scored")).isZero();
          assertThat(holding.isValid(1)).isTrue();
        }
        await("the rest", () -> shadow(http, "scored") + shadow(http, "shed") == REQUESTS);
        assertThat(count(registry, AnswerRole.CHALLENGER))
            .isEqualTo((long) shadow(http, "scored"))
            .isPositive();
        assertThat(send(http)).isEqualTo(200);
        await("one more", () -> count(registry, AnswerRole.CHALLENGER) > 0);
      }
    }
  }

  /** Rows of a challenger wait for whoever holds lock 42, and no other row does. */
  private static void holdWhatChallengersWrite(TestedRegistry registry) {
    registry.execute(
        """
        CREATE FUNCTION wait_for_42() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM pg_advisory_xact_lock_shared(42);
          RETURN NEW;
        END
        $$
        """);
    registry.execute(
        """
        CREATE TRIGGER wait_for_42 BEFORE INSERT ON prediction_log.prediction
        FOR EACH ROW WHEN (NEW.role = 'challenger') EXECUTE FUNCTION wait_for_42()
        """);
  }

  private static Connection hold(TestedRegistry registry) throws SQLException {
    Connection connection = registry.owner().getConnection();
    try (Statement lock = connection.createStatement()) {
      lock.execute("SELECT pg_advisory_lock(42)");
    }
    return connection;
  }

  private static long count(TestedRegistry registry, AnswerRole role) {
    return registry.logged().stream().filter(each -> each.role() == role).count();
  }

  private static int send(HttpProbe http) {
    return http.send(
            http.request("/score", "Content-Type", "text/csv")
                .POST(BodyPublishers.ofString(ROW))
                .build())
        .statusCode();
  }

  private static double shadow(HttpProbe http, String fate) {
    return metrics(http)
        .lines()
        .filter(line -> line.startsWith("surety_shadow_" + fate + "_total{role=\"challenger\"}"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .sum();
  }

  private static String metrics(HttpProbe http) {
    return http.get("/actuator/prometheus").body();
  }

  private static void await(String fact, BooleanSupplier reached) {
    Eventually.within(PATIENCE, fact, reached);
  }
}
