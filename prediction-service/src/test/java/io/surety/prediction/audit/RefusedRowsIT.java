package io.surety.prediction.audit;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.surety.prediction.FakeFeatureService;
import io.surety.prediction.TestedRegistry;
import io.surety.prediction.TinyBundle;
import io.surety.testing.HttpProbe;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** A request that the database takes at no time is no log that stalls. */
class RefusedRowsIT {

  private static final String YOUNG =
      "{\"features\": {\"nb_previous_loans\": 15, \"avg_amount_loans_previous\": 128.9, \"age\": 33, \"years_on_the_job\": null, \"flag_own_car\": 1}}";
  private static final String OLD = YOUNG.replace("33", "50");

  @Test
  void isCountedAndSaidApartAndTheServiceStaysReady() {
    ListAppender<ILoggingEvent> said = new ListAppender<>();
    said.start();
    try (FakeFeatureService features = new FakeFeatureService();
        TestedRegistry registry = new TestedRegistry()) {
      registry.promote(TinyBundle.answering(0.4));
      refuseThoseOf50(registry);
      try (ConfigurableApplicationContext service = registry.start(features);
          HttpProbe http = TestedRegistry.probe(service)) {
        ((Logger) LoggerFactory.getLogger(AuditMetrics.class)).addAppender(said);
        assertThat(http.post("/score", YOUNG).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = http.post("/score", "[" + YOUNG + "," + OLD + "]");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("decision-not-logged");

        assertThat(http.get("/actuator/health/readiness").body()).contains("\"writable\"");
        assertThat(http.post("/score", OLD).statusCode()).isEqualTo(503);
        assertThat(http.post("/score", YOUNG).statusCode()).isEqualTo(200);
        assertThat(http.get("/actuator/prometheus").body())
            .contains(
                "surety_audit_refused_total 3.0",
                "surety_audit_failures_total 0.0",
                "surety_audit_rows_total 2.0");
      }
      assertThat(registry.logged()).hasSize(2);
    } finally {
      ((Logger) LoggerFactory.getLogger(AuditMetrics.class)).detachAppender(said);
    }
    assertThat(said.list)
        .as("said once in a while, and nothing of whom it is about")
        .singleElement()
        .satisfies(event -> {
          assertThat(event.getLevel()).isEqualTo(Level.ERROR);
          assertThat(event.getFormattedMessage())
              .isEqualTo(
                  "decisions_refused total=2 sql_state=23514 reason=\"ERROR: No place for them.\"");
        });
  }

  private static void refuseThoseOf50(TestedRegistry registry) {
    registry.execute(
        """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          RAISE EXCEPTION 'No place for them.'
          USING ERRCODE = 'check_violation', DETAIL = 'Failing row contains ' || NEW::text;
        END
        $$
        """);
    registry.execute(
        """
        CREATE TRIGGER refuse BEFORE INSERT ON prediction_log.prediction
        FOR EACH ROW WHEN (NEW.inputs[3] = 50) EXECUTE FUNCTION refuse()
        """);
  }
}
