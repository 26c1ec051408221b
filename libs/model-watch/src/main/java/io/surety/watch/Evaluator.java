package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.bundle.Consequence;
import io.surety.bundle.ModelBundle;
import io.surety.bundle.WatchRule;
import io.surety.predictionlog.AnswerRole;
import io.surety.registry.PostgresServedModels;
import io.surety.registry.ServedModels;
import io.surety.watch.LogWindows.Kind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Looks at every watched version, judges it, switches its breaker when that follows, and keeps what
 * it found. A login with {@code surety_watcher} is enough. Not for several threads at once; of
 * several evaluators on one database only one may look.
 *
 * <p>The source should be one connection: between looks nothing is read twice that is kept here,
 * and whoever has lost the connection has lost the right to switch.
 */
public final class Evaluator {

  private static final Duration BETWEEN_MEASUREMENTS = Duration.ofMinutes(5);
  private static final Duration BETWEEN_FORGETTING = Duration.ofHours(1);

  private final ServedModels bundles;
  private final WatchedVersions versions;
  private final LogReader log;
  private final LoggedBatches batches;
  private final Switching switching;
  private final Measurements measurements;
  private final Events events;
  private final RuleStandings standings;
  private final Clock clock;
  private final Duration every;
  private final String name;
  private final Map<String, WatchedModel> models = new HashMap<>();
  private final Map<String, Memory> memories = new HashMap<>();
  private Instant forgot = Instant.MIN;

  /**
   * Looks through a source.
   *
   * @param every the time from one look to the next, which the chance of false alarms goes by
   * @param name who looks, for the record
   */
  public Evaluator(DataSource source, Clock clock, Duration every, String name) {
    this.bundles = new PostgresServedModels(source);
    this.versions = new WatchedVersions(source);
    this.log = new LogReader(source);
    this.batches = new LoggedBatches(source);
    this.switching = new Switching(source);
    this.measurements = new Measurements(source);
    this.events = new Events(source);
    this.standings = new RuleStandings(source, events);
    this.clock = clock;
    this.every = every;
    this.name = name;
  }

  /** What came of a look at all; one version that cannot be looked at does not hide the others. */
  public record Looks(List<VersionLook> seen, List<Unseen> unseen) {

    public Looks {
      seen = List.copyOf(seen);
      unseen = List.copyOf(unseen);
    }
  }

  /** A version that could not be looked at. */
  public record Unseen(Watched watched, RuntimeException because) {}

  /** Looks at all once. */
  public Looks look() {
    events.collect();
    List<Watched> watched = versions.all();
    memories.keySet().retainAll(watched.stream().map(Evaluator::key).toList());
    models.keySet().retainAll(watched.stream().map(Watched::sha256).toList());
    List<VersionLook> seen = new ArrayList<>();
    List<Unseen> unseen = new ArrayList<>();
    for (Watched each : watched) {
      try {
        seen.add(look(each));
      } catch (RuntimeException failure) {
        unseen.add(new Unseen(each, failure));
      }
    }
    Instant now = clock.instant();
    if (forgot.isBefore(now.minus(BETWEEN_FORGETTING))) {
      measurements.forget(now);
      forgot = now;
    }
    return new Looks(seen, unseen);
  }

  private VersionLook look(Watched watched) {
    long began = System.nanoTime();
    Instant now = clock.instant();
    WatchedModel model = model(watched);
    Memory memory = memories.computeIfAbsent(key(watched), _ -> new Memory());
    Evidence evidence = evidence(watched, model.policy(), memory, now);
    Judgement judgement = Judgement.of(model, evidence);
    BreakerMove move =
        BreakerMove.next(
            watched.standing(),
            model.policy(),
            judgement.findings(),
            model.trial(judgement.findings(), evidence.answers().size()),
            now);
    Optional<Long> decision = switching.record(watched, model.policy(), move, judgement);
    if (decision.isPresent()) {
      events.collect();
    }
    judgement.findings().stream()
        .filter(finding -> finding.rule().then() == Consequence.ALERT)
        .forEach(finding -> standings.note(watched, finding, now));
    if (memory.isDue(judgement.findings(), now)) {
      measurements.add(watched, memory.measure(model, evidence, judgement));
      memory.kept(judgement.findings(), now);
    }
    VersionLook look =
        new VersionLook(
            watched,
            now,
            judgement.findings(),
            judgement.drift(),
            memory.measured,
            evidence.answers().size(),
            evidence.outcomes().size(),
            move,
            decision,
            Duration.ofNanos(System.nanoTime() - began));
    measurements.looked(look, name);
    return look;
  }

  private WatchedModel model(Watched watched) {
    WatchedModel loaded =
        models.computeIfAbsent(
            watched.sha256(), sha -> WatchedModel.of(ModelBundle.read(bundles.bundle(sha)), every));
    return loaded.judging(watched.judgedBy(loaded.policy()));
  }

  private Evidence evidence(Watched watched, BreakerPolicy policy, Memory memory, Instant now) {
    Instant from = now.minus(LogWindows.longest(policy, Kind.ANSWERS));
    if (watched.since().isAfter(from)) {
      from = watched.since();
    }
    List<AnswerRole> roles = watched.roles();
    Answers answers =
        roles.isEmpty()
            ? new Answers(from, List.of(), Answers.Of.REQUESTS)
            : answers(watched, roles, policy, memory, from, now);
    Map<WatchRule, RequestCounts> requests = new HashMap<>();
    if (!roles.isEmpty()) {
      for (WatchRule rule : policy.rules()) {
        if (LogWindows.kind(rule.rule()) == Kind.REQUESTS) {
          requests.put(
              rule,
              memory
                  .tallies(watched, roles, rule)
                  .read(log, Evidence.from(rule, now, watched.since()), now));
        }
      }
    }
    return new Evidence(
        now, watched.since(), answers, memory.outcomes(log, watched, policy, now), requests);
  }

  /** What it answered requests; where these are too few for any rule, its batches. */
  private Answers answers(
      Watched watched,
      List<AnswerRole> roles,
      BreakerPolicy policy,
      Memory memory,
      Instant from,
      Instant now) {
    Answers online =
        memory.answers(watched, roles).read(log, from, now, LogWindows.most(policy, Kind.ANSWERS));
    int least = LogWindows.least(policy, Kind.ANSWERS);
    if (!watched.scoresBatches() || online.size() >= least) {
      return online;
    }
    return memory
        .batches(batches, watched, policy, now)
        .filter(_ -> batches.areAlone(watched, policy, online.size(), now))
        .orElse(online);
  }

  private static String key(Watched watched) {
    return watched.version() + " " + watched.alias();
  }

  /** What is kept of a version between looks. */
  private static final class Memory {

    private Optional<RecentAnswers> recent = Optional.empty();
    private final Map<WatchRule, RecentTallies> tallies = new HashMap<>();
    private BatchAnswers inBatches = BatchAnswers.NONE;
    private KnownOutcomes known = KnownOutcomes.NONE;
    private Instant measuredAt = Instant.MIN;
    private List<Measured> measured = List.of();
    private OutcomeFigures ofOutcomes = OutcomeFigures.NONE;
    private OutcomeFigures kept = OutcomeFigures.NONE;
    private List<RuleVerdict> verdicts = List.of();

    RecentAnswers answers(Watched watched, List<AnswerRole> roles) {
      RecentAnswers answers =
          recent
              .filter(each -> each.roles().equals(roles))
              .orElseGet(() -> new RecentAnswers(watched.version(), roles));
      recent = Optional.of(answers);
      return answers;
    }

    RecentTallies tallies(Watched watched, List<AnswerRole> roles, WatchRule rule) {
      return tallies.compute(
          rule,
          (_, before) ->
              before != null && before.roles().equals(roles)
                  ? before
                  : new RecentTallies(watched.version(), roles));
    }

    Optional<Answers> batches(
        LoggedBatches log, Watched watched, BreakerPolicy policy, Instant now) {
      inBatches = inBatches.asOf(log, watched, policy, now);
      return inBatches.rows();
    }

    List<KnownOutcome> outcomes(LogReader log, Watched watched, BreakerPolicy policy, Instant now) {
      known = known.asOf(log, watched, policy, now);
      return known.outcomes();
    }

    boolean isDue(List<Finding> findings, Instant now) {
      return measuredAt.isBefore(now.minus(BETWEEN_MEASUREMENTS))
          || !verdicts.equals(verdicts(findings));
    }

    /** Measures all, and returns what is to be kept of it: bands and months when they changed. */
    List<Measured> measure(WatchedModel model, Evidence evidence, Judgement judgement) {
      Instant now = evidence.now();
      ofOutcomes = ofOutcomes.asOf(model, evidence.outcomes(), now);
      List<Measured> always = new ArrayList<>(Figures.of(model, evidence, judgement));
      always.addAll(ofOutcomes.wholeAt(now));
      List<Measured> all = new ArrayList<>(always);
      all.addAll(ofOutcomes.parts());
      measured = all;
      return ofOutcomes.equals(kept) ? always : all;
    }

    void kept(List<Finding> findings, Instant now) {
      measuredAt = now;
      verdicts = verdicts(findings);
      kept = ofOutcomes;
    }

    private static List<RuleVerdict> verdicts(List<Finding> findings) {
      return findings.stream().map(Finding::verdict).toList();
    }
  }
}
