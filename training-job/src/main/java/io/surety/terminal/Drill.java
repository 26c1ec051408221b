package io.surety.terminal;

import io.surety.drill.Answers.Agreed;
import io.surety.drill.Applicants;
import io.surety.drill.Happening;
import io.surety.drill.Milestone;
import io.surety.drill.Shift;
import io.surety.drill.Timeline;
import io.surety.drill.Traffic;
import io.surety.registry.Alias;
import io.surety.registry.Breaker;
import io.surety.registry.BreakerState;
import io.surety.registry.Breakers;
import io.surety.registry.DecisionRecord;
import io.surety.registry.ModelVersion;
import io.surety.registry.PostgresBreakers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * A drill from healthy traffic to a new version that answers. It sends, ingests and trains; the
 * watch of the running system judges and switches, and a person approves.
 */
final class Drill {

  /** So long nobody else may have answered before all replicas count as agreed. */
  private static final Duration ALONE = Duration.ofSeconds(2);

  private final OpenDatabase database;
  private final Session session;
  private final DrillGround ground;
  private final DrillPeople people;
  private final Traffic traffic;
  private final Timeline timeline;
  private final LeftBehind left;
  private final DrillWaits waits;
  private final Clock clock;
  private final DataSource reading;
  private final Breakers breakers;
  private final DrillWatch watch;

  /**
   * A drill that has not begun.
   *
   * @param clock agrees with that of the database
   */
  Drill(
      OpenDatabase database,
      Session session,
      DrillGround ground,
      DrillPeople people,
      Traffic traffic,
      Timeline timeline,
      LeftBehind left,
      Duration within,
      Clock clock) {
    this.database = database;
    this.session = session;
    this.ground = ground;
    this.people = people;
    this.traffic = traffic;
    this.timeline = timeline;
    this.left = left;
    this.waits = new DrillWaits(session.console(), traffic, within);
    this.clock = clock;
    this.reading = database.as(Purpose.TRAINING);
    this.breakers = new PostgresBreakers(reading);
    this.watch = new DrillWatch(reading, ground);
  }

  /** Goes through all of it. */
  void run(DrillSuccessor successor) {
    healthy();
    Instant opened = drift();
    fallback(opened);
    outcomes();
    ModelVersion next = successor.make(timeline, clock);
    left.candidate(next);
    prove(next, successor.serve(next, waits, timeline, clock));
  }

  /** Nothing counts before the watch has looked at so much healthy traffic. */
  private void healthy() {
    Instant began = clock.instant();
    DrillWatch.Holding holding =
        waits.until(
            new DrillWaits.For(
                "the watch to find that all is well with " + ground.champion(),
                () -> watch.lookAt(began)),
            () -> {
              stands(ground.champion())
                  .ifPresent(switched -> {
                    throw new CommandFailed(
                        "The breaker of %s is not closed any more, before any drift: %s Look at './surety health' first."
                            .formatted(ground.champion(), switched.reason()));
                  });
              return watch.holding(began);
            });
    timeline.add(
        Happening.of(Milestone.HEALTHY, holding.at(), holding.sentence())
            .with("answers", (double) traffic.answers().answered()));
  }

  private Instant drift() {
    people.come(database, session, false);
    left.loans(people);
    Applicants now = people.after(reading, ground);
    Happening drift =
        Happening.of(
            Milestone.DRIFT_BEGINS,
            clock.instant(),
            "%s come: %s. Nobody knows yet what becomes of their %s."
                .formatted(
                    Console.count(people.newcomers().users(), "other applicant"),
                    people.words(now),
                    Console.count(people.newcomers().loans(), "loan")));
    for (Shift shift : people.shifts()) {
      drift = drift.with(shift.input().featureName(), people.moved(shift.input(), now));
    }
    traffic.drift(now);
    timeline.add(drift);
    DecisionRecord opened =
        waits.until(
            new DrillWaits.For(
                "the breaker of %s to open".formatted(ground.champion()),
                () ->
                    watch.lookAt(clock.instant())
                        + " A larger --shift, a higher --rate or a longer --within may do."),
            () -> stands(ground.champion()));
    left.open(ground.champion());
    long rows = traffic.answers().driftedUntil(opened.decidedAt());
    timeline.add(DrillDecisions.opened(opened, rows));
    return opened.decidedAt();
  }

  private void fallback(Instant opened) {
    Agreed agreed =
        agreed(
            "everybody to be answered by another than " + ground.champion(),
            opened,
            false,
            ground.champion());
    timeline.add(
        Happening.of(
                Milestone.FALLBACK_SERVES,
                agreed.first(),
                "%s answers, %s after the breaker opened; nobody else since %s."
                    .formatted(
                        agreed.speaker(),
                        seconds(opened, agreed.first()),
                        seconds(opened, agreed.since())))
            .with(
                "seconds_after_opening", Duration.between(opened, agreed.first()).toMillis() / 1e3)
            .with("agreed_after", Duration.between(opened, agreed.since()).toMillis() / 1e3));
  }

  private Agreed agreed(String what, Instant after, boolean itself, ModelVersion version) {
    return waits.until(
        new DrillWaits.For(
            what,
            () ->
                "The services follow the registry twice a second: look at 'champion' in their logs and at './surety breaker'. Last heard: %s."
                    .formatted(traffic.answers().bySpeaker())),
        () ->
            traffic
                .answers()
                .agreed(
                    speaker ->
                        speaker.isItself() == itself
                            && (!itself || speaker.version() == version.number()),
                    after,
                    ALONE,
                    clock.instant()));
  }

  private static String seconds(Instant from, Instant to) {
    return String.format(Locale.ROOT, "%.1f s", Duration.between(from, to).toMillis() / 1e3);
  }

  private void outcomes() {
    people.come(database, session, true);
    timeline.add(
        Happening.of(
                Milestone.OUTCOMES_KNOWN,
                clock.instant(),
                "what became of the %s is in the ledger; those until %s are old enough to count."
                    .formatted(
                        Console.count(people.newcomers().loans(), "loan"),
                        people.book().settledUntil()))
            .with("loans", (double) people.newcomers().loans()));
  }

  /** The watch lets it answer once it has proved itself on the drifted traffic. */
  private void prove(ModelVersion next, Breaker promoted) {
    left.champion(next);
    Optional<DecisionRecord> half =
        promoted.switched().filter(_ -> promoted.state() == BreakerState.HALF_OPEN);
    half.ifPresent(decision -> {
      left.halfOpen(next);
      timeline.add(DrillDecisions.halfOpened(decision, ground.policy().trialShare()));
    });
    Breaker closed =
        promoted.state() == BreakerState.CLOSED
            ? promoted
            : waits.until(
                new DrillWaits.For(
                    "the breaker of %s to close".formatted(next),
                    () -> watch.lookAt(clock.instant())),
                () -> closed(next));
    left.closed();
    Instant since = closed.since().orElseGet(clock::instant);
    if (half.isPresent()) {
      timeline.add(DrillDecisions.closed(closed.switched().orElseThrow()));
    }
    Agreed agreed = agreed("everybody to be answered by " + next, since, true, next);
    timeline.add(
        Happening.of(
            Milestone.NEW_VERSION_SERVES,
            agreed.first(),
            "%s answers, and nobody else since %s after that."
                .formatted(next, seconds(agreed.first(), agreed.since()))));
  }

  private Optional<Breaker> closed(ModelVersion next) {
    Breaker breaker = breakers.find(next, Alias.CHAMPION);
    if (!breaker.served()) {
      throw new CommandFailed(
          "%s is not the champion any more, so the drill ends here; './surety models' says who is."
              .formatted(next));
    }
    return switch (breaker.state()) {
      case CLOSED -> Optional.of(breaker);
      case HALF_OPEN -> Optional.empty();
      case OPEN ->
          throw new CommandFailed(
              "The breaker of %s opened again instead of closing: %s"
                  .formatted(
                      next,
                      breaker.switched().map(DecisionRecord::reason).orElse("nobody said why.")));
    };
  }

  /** The decision that took the version out of service; empty while it is in it. */
  private Optional<DecisionRecord> stands(ModelVersion version) {
    Breaker breaker = breakers.find(version, Alias.CHAMPION);
    if (!breaker.served()) {
      throw new CommandFailed(
          "%s is not the champion any more, so the drill ends here; './surety models' says who is."
              .formatted(version));
    }
    return breaker.state() == BreakerState.CLOSED ? Optional.empty() : breaker.switched();
  }
}
