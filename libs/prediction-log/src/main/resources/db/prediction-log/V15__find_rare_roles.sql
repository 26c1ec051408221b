-- The newest answers of a challenger, a fallback or a canary are few among those of the champion, and
-- finding them walked all of a window. Champions and batches are most of it, and are not indexed.
--
-- Nobody writes to days that are over, so theirs are made first, while others go on. The last
-- statement takes them as they are and makes those of the days that are written to: writers wait for
-- these alone. It locks the log before its days, as writers do, so that neither waits for ever.
DO $$
DECLARE
  part regclass;
BEGIN
  -- Who drops a day or erases a person would hold what is needed here, and the other way round.
  PERFORM pg_advisory_xact_lock(hashtextextended('surety prediction retention', 0));
  PERFORM pg_advisory_xact_lock(hashtextextended('surety prediction erasures', 0));
  FOR part IN
    SELECT p.part FROM prediction_log.prepared_day p
    WHERE p.day < (clock_timestamp() AT TIME ZONE 'UTC')::date - 1
    ORDER BY p.day
  LOOP
    EXECUTE format(
      'CREATE INDEX ON %s (model_name, model_version, role, prediction_id)
       WHERE role NOT IN (''champion'', ''batch'')', part);
  END LOOP;
END
$$;

CREATE INDEX prediction_of_rare_role
ON prediction_log.prediction (model_name, model_version, role, prediction_id)
WHERE role NOT IN ('champion', 'batch');
