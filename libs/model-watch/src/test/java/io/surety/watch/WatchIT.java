package io.surety.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.surety.bundle.BreakerPolicy;
import io.surety.predictionlog.AnswerRole;
import io.surety.registry.Alias;
import io.surety.registry.ModelVersion;
import io.surety.registry.Substitute;
import io.surety.testing.Eventually;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchIT {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private TestWatch test;

  @BeforeEach
  void create() {
    test = TestWatch.create();
  }

  @AfterEach
  void close() {
    test.close();
  }

  @Test
  void electsOneAndAnotherWhenItsConnectionDies() {
    test.champion(BreakerPolicy.DEFAULT);
    HeardNews one = new HeardNews();
    HeardNews other = new HeardNews();
    try (Watch first = start(one, null)) {
      Eventually.within(PATIENCE, "the first looks", () -> one.looks.get() > 0);
      try (Watch second = start(other, null)) {
        int before = one.looks.get();
        Eventually.within(PATIENCE, "the first looks on", () -> one.looks.get() > before + 1);
        assertThat(other.looks).as("while the first leads").hasValue(0);

        int seen = one.looks.get();
        test.asOwner()
            .sql(
                """
                SELECT pg_terminate_backend(l.pid)
                FROM pg_locks l
                WHERE l.locktype = 'advisory' AND l.granted
                  AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """)
            .query(Boolean.class)
            .list();
        Eventually.within(
            PATIENCE, "somebody looks again", () -> one.looks.get() + other.looks.get() > seen + 1);
        assertThat(one.leads && other.leads).as("two leaders").isFalse();
      }
    }
    assertThat(one.leads || other.leads).as("leads after its end").isFalse();
  }

  @Test
  void takesOverWhenTheLeaderEnds() {
    test.champion(BreakerPolicy.DEFAULT);
    HeardNews one = new HeardNews();
    HeardNews other = new HeardNews();
    Watch first = start(one, null);
    Eventually.within(PATIENCE, "the first looks", () -> one.looks.get() > 0);
    try (Watch second = start(other, null)) {
      first.close();
      Eventually.within(PATIENCE, "the second looks", () -> other.looks.get() > 0);
      assertThat(one.leads).isFalse();
    }
  }

  @Test
  void tellsTheWebhookEverySwitchInOrderThoughItFailsAtFirst() throws Exception {
    ModelVersion version = test.champion(BreakerPolicy.DEFAULT);
    HeardNews news = new HeardNews();
    try (WebhookReceiver receiver = new WebhookReceiver(2);
        Watch watch = start(news, receiver.address())) {
      Eventually.within(PATIENCE, "the watch looks", () -> news.looks.get() > 0);
      test.answer(version, AnswerRole.CHAMPION, SimulatedLoans.shifted(20), 1_000);
      Eventually.within(PATIENCE, "the opening is told", () -> !receiver.received().isEmpty());
      test.breakers()
          .close(version, Alias.CHAMPION, TestWatch.officer("known campaign"), Optional.empty());
      Eventually.within(PATIENCE, "the closing is told", () -> receiver.received().size() == 2);

      assertThat(news.refusals).hasValue(2);
      assertThat(receiver.keys()).isEqualTo(decisions());
      assertThat(receiver.received().getFirst().body())
          .contains(
              "\"event\":\"breaker_opened\"",
              "\"model\":\"loan-risk\"",
              "\"state\":\"open\"",
              "\"automatic\":true",
              "\"rule\":\"input_drift\"");
      assertThat(receiver.received().getLast().body())
          .contains("\"event\":\"breaker_closed\"", "\"decided_by\":\"Olga Officer\"");
    }
  }

  @Test
  void tellsWhatWasDecidedWhileNobodyCouldBeTold() throws Exception {
    ModelVersion version = test.champion(BreakerPolicy.DEFAULT);
    HeardNews before = new HeardNews();
    try (Watch watch = start(before, URI.create("http://127.0.0.1:9/nobody"))) {
      Eventually.within(PATIENCE, "the watch looks", () -> before.looks.get() > 0);
      test.breakers()
          .open(
              version,
              Alias.CHAMPION,
              Substitute.standby(),
              TestWatch.officer("under review"),
              Optional.empty());
      Eventually.within(PATIENCE, "it was tried", () -> before.refusals.get() > 0);
    }
    try (WebhookReceiver receiver = new WebhookReceiver(0);
        Watch watch = start(new HeardNews(), receiver.address())) {
      Eventually.within(PATIENCE, "it is told", () -> receiver.received().size() == 1);
      assertThat(receiver.keys()).isEqualTo(decisions());
    }
  }

  private List<String> decisions() {
    return test.breakers().history(TestWatch.MODEL).stream()
        .map(decision -> "decision-" + decision.id())
        .toList();
  }

  private Watch start(HeardNews news, URI webhook) {
    return Watch.start(
        test.watcher(),
        new WatchSettings(Duration.ofSeconds(1), webhook, "test"),
        Clock.systemUTC(),
        news);
  }
}
