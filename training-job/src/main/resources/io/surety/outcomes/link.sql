-- The outcomes that loads of loans made known, for predictions that were made before they were known.
-- A prediction tells of the first loan that its user took after it, within the time allowed, and a loan
-- counts for the last prediction before it, of each version and role by itself. So neither is ever counted
-- twice in one figure, and a second loan does not change what became of the first.
INSERT INTO prediction_log.outcome (prediction_id, known_on, bad, loan_id)
WITH settled AS MATERIALIZED (
    SELECT l.loan_id, l.user_id, l.loan_date, l.status = 1 AS bad, l.known_from
    FROM feature_store.loan l
    WHERE l.known_from > ? AND l.known_from <= ? AND l.status IS NOT NULL
      AND NOT EXISTS (
          SELECT FROM feature_store.loan before
          WHERE before.loan_id = l.loan_id AND before.known_to = l.known_from
            AND before.status = l.status)
),
-- When the same user took the loan before, as far as was known at the newest load looked at.
placed AS MATERIALIZED (
    SELECT l.loan_id,
        lag(l.loan_date) OVER (PARTITION BY l.user_id ORDER BY l.loan_date, l.loan_id) AS loan_before
    FROM feature_store.loan l
    JOIN (SELECT DISTINCT user_id FROM settled) AS concerned USING (user_id)
    WHERE l.known_from <= ? AND l.known_to > ?
),
linked AS (
    SELECT DISTINCT ON (settled.loan_id, settled.known_from, p.model_name, p.model_version, p.role)
        p.prediction_id,
        p.as_of,
        settled.known_from,
        CAST(settled.known_from AT TIME ZONE 'UTC' AS date) AS known_on,
        settled.bad,
        settled.loan_id
    FROM settled
    JOIN prediction_log.prediction p
        ON p.user_id = settled.user_id
        AND p.as_of <= settled.loan_date
        AND p.as_of > settled.loan_date - CAST(? AS int)
        AND p.prediction_id >= prediction_log.first_id_of(settled.loan_date - CAST(? AS int))
        AND p.prediction_id < prediction_log.first_id(settled.known_from)
    WHERE p.prediction_id >= prediction_log.first_id_of(?) AND p.probability IS NOT NULL
    ORDER BY settled.loan_id, settled.known_from, p.model_name, p.model_version, p.role,
        p.as_of DESC, p.prediction_id DESC
)
-- What several loads of one day tell is one outcome, the last; nothing but the order in which both were
-- written would say later which of two counts.
SELECT DISTINCT ON (linked.prediction_id, linked.known_on)
    linked.prediction_id, linked.known_on, linked.bad, linked.loan_id
FROM linked
JOIN placed USING (loan_id)
WHERE placed.loan_before IS NULL OR placed.loan_before < linked.as_of
ORDER BY linked.prediction_id, linked.known_on, linked.known_from DESC
