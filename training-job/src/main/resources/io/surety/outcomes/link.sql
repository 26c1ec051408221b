-- The outcomes that loads of loans made known, for predictions that were made before they were known.
-- A loan counts for the last prediction about its user within the time allowed before it, of each
-- version and role by itself; so a loan is never counted twice in one figure.
INSERT INTO prediction_log.outcome (prediction_id, known_on, bad, loan_id)
SELECT linked.prediction_id, linked.known_on, linked.bad, linked.loan_id
FROM (
    SELECT DISTINCT ON (settled.loan_id, settled.known_from, p.model_name, p.model_version, p.role)
        p.prediction_id,
        CAST(settled.known_from AT TIME ZONE 'UTC' AS date) AS known_on,
        settled.bad,
        settled.loan_id
    FROM (
        SELECT l.loan_id, l.user_id, l.loan_date, l.status = 1 AS bad, l.known_from
        FROM feature_store.loan l
        WHERE l.known_from > ? AND l.known_from <= ? AND l.status IS NOT NULL
          AND NOT EXISTS (
              SELECT FROM feature_store.loan before
              WHERE before.loan_id = l.loan_id AND before.known_to = l.known_from
                AND before.status = l.status)
    ) AS settled
    JOIN prediction_log.prediction p
        ON p.user_id = settled.user_id
        AND p.as_of <= settled.loan_date
        AND p.as_of > settled.loan_date - CAST(? AS int)
        AND p.prediction_id < prediction_log.first_id(settled.known_from)
    WHERE p.prediction_id >= prediction_log.first_id_of(?) AND p.probability IS NOT NULL
    ORDER BY settled.loan_id, settled.known_from, p.model_name, p.model_version, p.role,
        p.as_of DESC, p.prediction_id DESC
) AS linked
