-- Rejected rows tell of people. A person's go when the person is erased from the log of predictions,
-- and all of them when the predictions of their day go.
CREATE FUNCTION run_log.forget_person(person bigint) RETURNS bigint
LANGUAGE sql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH gone AS (DELETE FROM run_log.rejected_row r WHERE r.user_id = person RETURNING 1)
  SELECT count(*) FROM gone;
END;

CREATE FUNCTION run_log.forget_rejected_rows(kept_days int) RETURNS bigint
LANGUAGE sql VOLATILE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH gone AS (
    DELETE FROM run_log.rejected_row r
    WHERE (
        SELECT max(run.started_at) FROM run_log.run
        WHERE run.kind = r.kind AND run.run_key = r.run_key
      ) < clock_timestamp() - make_interval(days => greatest(kept_days, 1))
    RETURNING 1)
  SELECT count(*) FROM gone;
END;

REVOKE ALL ON FUNCTION run_log.forget_person(bigint), run_log.forget_rejected_rows(int) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION run_log.forget_person(bigint) TO surety_approver;
GRANT EXECUTE ON FUNCTION run_log.forget_rejected_rows(int) TO surety_trainer;
