package io.surety.watch;

import io.surety.bundle.BreakerPolicy;
import io.surety.predictionlog.AnswerRole;
import io.surety.predictionlog.PredictionId;
import io.surety.registry.ModelVersion;
import io.surety.watch.LogWindows.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what versions answered in batches. Only batches that are done tell of a version: a batch is
 * scored in the order of its users, so a half of one is another population. Of large ones rows are
 * read at even distances, so that reading takes the same time however large they are.
 */
public final class LoggedBatches {

  /** Older ones than the newest so many tell of other times. */
  private static final int MOST_BATCHES = 100;

  /**
   * Of the 74 bits of an id behind its time, the first so many hold a row's place in its batch, and
   * the others are the same in all of them.
   */
  private static final int PLACE_BITS = 38;

  private static final int LOW_PLACE_BITS = 26;
  private static final int KEY_BITS = 36;
  private static final long KEY = (1L << KEY_BITS) - 1;
  private static final long LOW_PLACE = (1L << LOW_PLACE_BITS) - 1;
  private static final long HIGH_PLACE = (1L << (PLACE_BITS - LOW_PLACE_BITS)) - 1;
  private static final long VERSION = 0x7000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private static final String DONE =
      """
      SELECT a.run_key, a.agreed_at
      FROM run_log.agreement a
      CROSS JOIN LATERAL (
        SELECT a.terms::json ->> 'model' AS model, (a.terms::json ->> 'shards')::int AS shards,
          a.terms::json ->> 'answered_by' AS answered_by
      ) AS term
      WHERE a.kind = 'score-batch' AND a.agreed_at >= :since AND a.agreed_at < :until
        AND term.model = :version AND term.answered_by IS NULL
        AND NOT EXISTS (
          SELECT FROM generate_series(0, term.shards - 1) AS shard (number)
          WHERE NOT EXISTS (
            SELECT FROM run_log.run r
            JOIN run_log.ending e ON e.run_id = r.run_id
            WHERE r.kind = a.kind AND e.outcome = 'done'
              AND r.run_key = a.run_key || CASE
                WHEN term.shards > 1 THEN format(' %s/%s', shard.number, term.shards) ELSE '' END))
      ORDER BY a.agreed_at DESC
      LIMIT :most
      """;

  private static final String ENDS =
      """
      SELECT earliest.prediction_id AS first, latest.prediction_id AS last
      FROM (
        SELECT prediction_id FROM prediction_log.prediction
        WHERE prediction_id >= prediction_log.first_id(:began)
          AND prediction_id < prediction_log.first_id(:end) AND caller = :caller
        ORDER BY prediction_id LIMIT 1
      ) AS earliest
      CROSS JOIN (
        SELECT prediction_id FROM prediction_log.prediction
        WHERE prediction_id >= prediction_log.first_id(:began)
          AND prediction_id < prediction_log.first_id(:end) AND caller = :caller
        ORDER BY prediction_id DESC LIMIT 1
      ) AS latest
      """;

  private static final String ROWS =
      """
      SELECT prediction_id, user_id, inputs, probability, latency_micros
      FROM prediction_log.prediction
      WHERE prediction_id = ANY (CAST(:ids AS uuid[]))
        AND prediction_id >= prediction_log.first_id(:began)
        AND prediction_id < prediction_log.first_id(:end) AND caller = :caller
        AND model_name = :model AND model_version = :version AND role = :role
        AND probability IS NOT NULL
      """;

  private static final String ROWS_ASKED =
      """
      SELECT coalesce(sum(count), 0)::bigint
      FROM prediction_log.tally
      WHERE model_name = :model AND role IN ('champion', 'fallback', 'policy')
        AND kind = 'answered_row' AND counted_from >= :from AND counted_from < :until
      """;

  private final JdbcClient database;

  /** Reads as a login with {@code surety_watcher}. */
  public LoggedBatches(DataSource source) {
    this.database = JdbcClient.create(source);
  }

  /**
   * A batch that is done.
   *
   * @param began in the log all its rows are of this moment
   */
  record Batch(String key, Instant began) {

    String caller() {
      return "score-batch " + key;
    }

    Instant end() {
      return began.plusMillis(1);
    }
  }

  /**
   * The batches by which a version is judged: those that began in a window, the newest first; where
   * there is none, the newest of all, because what a monthly batch says holds until the next.
   *
   * @param since batches that began earlier do not count
   */
  List<Batch> done(ModelVersion version, Instant since, Instant window, Instant until) {
    List<Batch> all =
        database
            .sql(DONE)
            .param("version", version.toString())
            .param("since", Measurements.utc(since))
            .param("until", Measurements.utc(until))
            .param("most", MOST_BATCHES)
            .query((row, _) ->
                new Batch(
                    row.getString("run_key"),
                    Instant.ofEpochMilli(Measurements.moment(row, "agreed_at").toEpochMilli())))
            .list();
    List<Batch> inWindow = all.stream().filter(each -> !each.began().isBefore(window)).toList();
    return inWindow.isEmpty() ? all.stream().limit(1).toList() : inWindow;
  }

  /**
   * Whether batches are all that tells of a version: requests ask too little of its alias, whoever
   * answers them, for any rule to judge by. Where both tell, requests do: those whom a batch scores
   * are another population.
   *
   * @param answers that the version itself gave to requests
   */
  public boolean areAlone(Watched watched, BreakerPolicy policy, int answers, Instant now) {
    int least = LogWindows.least(policy, Kind.ANSWERS);
    return watched.scoresBatches()
        && answers < least
        && database
                .sql(ROWS_ASKED)
                .param("model", watched.version().name())
                .param(
                    "from", Measurements.utc(now.minus(LogWindows.longest(policy, Kind.ANSWERS))))
                .param("until", Measurements.utc(now))
                .query(Long.class)
                .single()
            < least;
  }

  /**
   * What a version answered in the batches by which it is judged at a moment.
   *
   * @param since batches that began earlier do not count
   */
  public Answers last(Watched watched, BreakerPolicy policy, Instant since, Instant until) {
    return read(
        watched.version(),
        done(
            watched.version(), since, until.minus(LogWindows.longest(policy, Kind.ANSWERS)), until),
        LogWindows.most(policy, Kind.ANSWERS));
  }

  /** At most about so many of their rows, at even distances, the oldest first. */
  Answers read(ModelVersion version, List<Batch> batches, int most) {
    List<Ends> ends = batches.stream().flatMap(batch -> ends(batch).stream()).toList();
    long places = ends.stream().mapToLong(Ends::places).sum();
    Map<UUID, Answer> rows = new TreeMap<>(RecentAnswers.BY_BYTES);
    for (Ends each : ends) {
      long share = Math.min(each.places(), Math.ceilDiv(most * each.places(), places));
      for (Answer answer : rows(version, each.batch(), each.spread(share))) {
        rows.put(answer.id(), answer);
      }
    }
    List<Answer> kept = new ArrayList<>(rows.values());
    return new Answers(
        kept.isEmpty() ? Instant.EPOCH : kept.getFirst().moment(), kept, Answers.Of.BATCHES);
  }

  /** The first and the last place of a batch's rows. */
  private record Ends(Batch batch, UUID first, UUID last) {

    long places() {
      return place(last) - place(first) + 1;
    }

    /** So many places from the first on, as ids. */
    UUID[] spread(long count) {
      long time = PredictionId.moment(first).toEpochMilli() << 16;
      long key = first.getLeastSignificantBits() & KEY;
      long from = place(first);
      return LongStream.range(0, count)
          .map(number -> from + Math.multiplyExact(number, places()) / count)
          .mapToObj(place ->
              new UUID(
                  time | VERSION | (place >>> LOW_PLACE_BITS),
                  VARIANT | ((place & LOW_PLACE) << KEY_BITS) | key))
          .toArray(UUID[]::new);
    }

    private static long place(UUID id) {
      return ((id.getMostSignificantBits() & HIGH_PLACE) << LOW_PLACE_BITS)
          | ((id.getLeastSignificantBits() >>> KEY_BITS) & LOW_PLACE);
    }
  }

  private Optional<Ends> ends(Batch batch) {
    return database
        .sql(ENDS)
        .param("began", Measurements.utc(batch.began()))
        .param("end", Measurements.utc(batch.end()))
        .param("caller", batch.caller())
        .query((row, _) ->
            new Ends(batch, row.getObject("first", UUID.class), row.getObject("last", UUID.class)))
        .optional();
  }

  private List<Answer> rows(ModelVersion version, Batch batch, UUID[] wanted) {
    return database
        .sql(ROWS)
        .param("ids", wanted)
        .param("began", Measurements.utc(batch.began()))
        .param("end", Measurements.utc(batch.end()))
        .param("caller", batch.caller())
        .param("model", version.name())
        .param("version", version.number())
        .param("role", AnswerRole.BATCH.toString())
        .query((row, _) -> LogReader.answer(row))
        .list();
  }
}
