-- What became of decisions, as it became known. Outcomes come late and may be corrected: the one that
-- became known last counts, and on any earlier day the one known by then.
CREATE TABLE prediction_log.outcome (
  prediction_id uuid NOT NULL,
  known_on      date NOT NULL,
  bad           boolean NOT NULL,
  loan_id       bigint,
  recorded_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  recorded_by   text NOT NULL DEFAULT session_user,
  PRIMARY KEY (prediction_id, known_on, recorded_at)
);

CREATE INDEX outcome_known ON prediction_log.outcome (known_on);
CREATE INDEX outcome_of_loan ON prediction_log.outcome (loan_id) WHERE loan_id IS NOT NULL;

COMMENT ON COLUMN prediction_log.outcome.bad IS 'true when the loan was not paid on time';
COMMENT ON COLUMN prediction_log.outcome.loan_id IS
  'The loan of the ledger that followed the decision; NULL when the outcome came from a file.';

-- What nobody can be shown any more has no outcome: that of an erased or dropped prediction goes.
CREATE FUNCTION prediction_log.allow_forgetting_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF TG_OP = 'DELETE' AND NOT EXISTS (
      SELECT FROM prediction_log.prediction p
      WHERE p.prediction_id = OLD.prediction_id AND p.erasure_id IS NULL) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION USING
    ERRCODE = 'SL000',
    MESSAGE = format('Outcomes are only ever added: %s is refused.', TG_OP),
    HINT = 'Record the corrected outcome with the date on which it became known.';
END
$$;

CREATE TRIGGER allow_forgetting_only BEFORE UPDATE OR DELETE ON prediction_log.outcome
FOR EACH ROW EXECUTE FUNCTION prediction_log.allow_forgetting_only();
CREATE TRIGGER refuse_rewriting BEFORE TRUNCATE ON prediction_log.outcome
FOR EACH STATEMENT EXECUTE FUNCTION prediction_log.refuse_rewriting();
ALTER TABLE prediction_log.outcome ENABLE ALWAYS TRIGGER allow_forgetting_only;
ALTER TABLE prediction_log.outcome ENABLE ALWAYS TRIGGER refuse_rewriting;

CREATE FUNCTION prediction_log.forget_outcomes_of_erased() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM prediction_log.outcome o USING erased e WHERE o.prediction_id = e.prediction_id;
  RETURN NULL;
END
$$;

CREATE TRIGGER forget_outcomes AFTER UPDATE ON prediction_log.prediction
REFERENCING NEW TABLE AS erased
FOR EACH STATEMENT EXECUTE FUNCTION prediction_log.forget_outcomes_of_erased();
ALTER TABLE prediction_log.prediction ENABLE ALWAYS TRIGGER forget_outcomes;

CREATE FUNCTION prediction_log.forget_outcomes_of_dropped() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM prediction_log.outcome o
  WHERE o.prediction_id >= prediction_log.first_id_of(NEW.day)
    AND o.prediction_id < prediction_log.first_id_of(NEW.day + 1);
  RETURN NULL;
END
$$;

-- The day's part is gone when the transaction ends, and not yet when it is written down.
CREATE CONSTRAINT TRIGGER forget_outcomes AFTER INSERT ON prediction_log.dropped_day
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION prediction_log.forget_outcomes_of_dropped();
ALTER TABLE prediction_log.dropped_day ENABLE ALWAYS TRIGGER forget_outcomes;

-- The outcome of each prediction as far as it is known by now.
CREATE VIEW prediction_log.latest_outcome AS
SELECT DISTINCT ON (prediction_id) prediction_id, known_on, bad, loan_id
FROM prediction_log.outcome
ORDER BY prediction_id, known_on DESC, recorded_at DESC;

-- The loads of the ledger whose loans were looked at for outcomes; later loads are still to be.
CREATE TABLE prediction_log.linked_load (
  known_at  timestamptz PRIMARY KEY,
  linked_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  linked_by text NOT NULL DEFAULT session_user,
  outcomes  bigint NOT NULL
);

CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON prediction_log.linked_load
FOR EACH STATEMENT EXECUTE FUNCTION prediction_log.refuse_rewriting();
ALTER TABLE prediction_log.linked_load ENABLE ALWAYS TRIGGER refuse_rewriting;

REVOKE ALL ON FUNCTION
  prediction_log.allow_forgetting_only(), prediction_log.forget_outcomes_of_erased(),
  prediction_log.forget_outcomes_of_dropped()
FROM PUBLIC;
GRANT SELECT ON
  prediction_log.outcome, prediction_log.latest_outcome, prediction_log.linked_load
TO surety_trainer, surety_approver, surety_watcher;
GRANT INSERT (prediction_id, known_on, bad, loan_id) ON prediction_log.outcome TO surety_trainer;
GRANT INSERT (known_at, outcomes) ON prediction_log.linked_load TO surety_trainer;
