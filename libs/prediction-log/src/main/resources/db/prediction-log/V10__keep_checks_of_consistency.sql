-- What came of computing logged features again, one row for each check and one for each difference.
-- Both are written in the transaction that ends the check, so a check is here whole or not at all.
CREATE TABLE prediction_log.consistency_check (
  check_id         uuid PRIMARY KEY,
  checked_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  checked_by       text NOT NULL DEFAULT session_user,
  logged_from      timestamptz NOT NULL,
  logged_until     timestamptz NOT NULL,
  sample           int,
  compared         bigint NOT NULL,
  differing        bigint NOT NULL,
  differences      bigint NOT NULL,
  erased           bigint NOT NULL,
  given            bigint NOT NULL,
  by_policy        bigint NOT NULL,
  unstated         bigint NOT NULL,
  unknown_versions bigint NOT NULL,
  CONSTRAINT stretch_has_a_length CHECK (logged_from < logged_until),
  CONSTRAINT some_are_drawn CHECK (sample >= 1),
  CONSTRAINT who_differs_was_compared CHECK (differing BETWEEN 0 AND compared),
  CONSTRAINT who_differs_has_differences CHECK ((differences > 0) = (differing > 0))
);

CREATE INDEX consistency_checked ON prediction_log.consistency_check (checked_at);

COMMENT ON COLUMN prediction_log.consistency_check.sample IS
  'So many predictions were drawn of those with features that were looked up; NULL when all were taken.';
COMMENT ON COLUMN prediction_log.consistency_check.given IS
  'Predictions whose features came with the request, which nobody can compute again.';
COMMENT ON COLUMN prediction_log.consistency_check.unstated IS
  'Predictions that do not say which loads their features took into account.';

CREATE TABLE prediction_log.consistency_difference (
  check_id      uuid NOT NULL REFERENCES prediction_log.consistency_check
    DEFERRABLE INITIALLY DEFERRED,
  prediction_id uuid NOT NULL,
  feature       text NOT NULL,
  logged        double precision,
  recomputed    double precision,
  user_is_known boolean NOT NULL,
  PRIMARY KEY (check_id, prediction_id, feature)
);

CREATE INDEX consistency_difference_of ON prediction_log.consistency_difference (prediction_id);

COMMENT ON COLUMN prediction_log.consistency_difference.user_is_known IS
  'false when the ledger had no loan of the user that counted, so that nothing could be computed.';

CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON prediction_log.consistency_check
FOR EACH STATEMENT EXECUTE FUNCTION prediction_log.refuse_rewriting();
ALTER TABLE prediction_log.consistency_check ENABLE ALWAYS TRIGGER refuse_rewriting;

-- The values tell of a person: those of an erased or dropped prediction go with it.
CREATE FUNCTION prediction_log.allow_forgetting_differences_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (
      SELECT FROM prediction_log.prediction p
      WHERE p.prediction_id = OLD.prediction_id AND p.erasure_id IS NULL) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION USING
    ERRCODE = 'SL000',
    MESSAGE = format('Differences are only ever added: %s is refused.', TG_OP),
    HINT = 'Check again instead.';
END
$$;
CREATE TRIGGER allow_forgetting_only BEFORE UPDATE OR DELETE ON prediction_log.consistency_difference
FOR EACH ROW EXECUTE FUNCTION prediction_log.allow_forgetting_differences_only();
CREATE TRIGGER refuse_rewriting BEFORE TRUNCATE ON prediction_log.consistency_difference
FOR EACH STATEMENT EXECUTE FUNCTION prediction_log.refuse_rewriting();
ALTER TABLE prediction_log.consistency_difference ENABLE ALWAYS TRIGGER allow_forgetting_only;
ALTER TABLE prediction_log.consistency_difference ENABLE ALWAYS TRIGGER refuse_rewriting;

CREATE FUNCTION prediction_log.forget_differences_of_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM prediction_log.consistency_difference d
  USING erased e WHERE d.prediction_id = e.prediction_id;
  RETURN NULL;
END
$$;
CREATE TRIGGER forget_differences AFTER UPDATE ON prediction_log.prediction
REFERENCING NEW TABLE AS erased
FOR EACH STATEMENT EXECUTE FUNCTION prediction_log.forget_differences_of_erased();
ALTER TABLE prediction_log.prediction ENABLE ALWAYS TRIGGER forget_differences;

CREATE FUNCTION prediction_log.forget_differences_of_dropped() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM prediction_log.consistency_difference d
  WHERE d.prediction_id >= prediction_log.first_id_of(NEW.day)
    AND d.prediction_id < prediction_log.first_id_of(NEW.day + 1);
  RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER forget_differences AFTER INSERT ON prediction_log.dropped_day
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION prediction_log.forget_differences_of_dropped();
ALTER TABLE prediction_log.dropped_day ENABLE ALWAYS TRIGGER forget_differences;

-- A prediction that was erased while a check ran must not come back with the check's end.
CREATE FUNCTION prediction_log.leave_out_differences_of_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (
      SELECT FROM prediction_log.prediction p
      WHERE p.prediction_id = NEW.prediction_id AND p.erasure_id IS NULL
      FOR SHARE) THEN
    RETURN NEW;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER leave_out_erased BEFORE INSERT ON prediction_log.consistency_difference
FOR EACH ROW EXECUTE FUNCTION prediction_log.leave_out_differences_of_erased();

REVOKE ALL ON FUNCTION
  prediction_log.allow_forgetting_differences_only(),
  prediction_log.forget_differences_of_erased(), prediction_log.forget_differences_of_dropped(),
  prediction_log.leave_out_differences_of_erased()
FROM PUBLIC;
GRANT SELECT ON prediction_log.consistency_check, prediction_log.consistency_difference
TO surety_trainer, surety_approver, surety_watcher;
GRANT INSERT (check_id, logged_from, logged_until, sample, compared, differing, differences, erased,
  given, by_policy, unstated, unknown_versions)
ON prediction_log.consistency_check TO surety_trainer;
GRANT INSERT ON prediction_log.consistency_difference TO surety_trainer;
