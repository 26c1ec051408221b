-- Removes a person from what was logged; see the trigger on predictions. A person's number is not
-- kept, only a salted hash, by which somebody who names the number can be shown that it was done.
CREATE TABLE prediction_log.erasure (
  erasure_id       bigint PRIMARY KEY,
  erased_at        timestamptz NOT NULL,
  erased_by        text NOT NULL,
  claimed_by       text NOT NULL,
  claim_verified   boolean NOT NULL,
  reason           text NOT NULL,
  salt             uuid NOT NULL,
  person_sha256    text NOT NULL,
  predictions      bigint NOT NULL,
  first_prediction uuid NOT NULL,
  last_prediction  uuid NOT NULL,
  CONSTRAINT eraser_is_named CHECK (claimed_by ~ '\S'),
  CONSTRAINT reason_is_given CHECK (reason ~ '\S'),
  CONSTRAINT somebody_was_erased CHECK (predictions > 0)
);

CREATE FUNCTION prediction_log.refuse_rewriting() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'SL000',
    MESSAGE = format('%s is only ever added to: %s is refused.', TG_TABLE_NAME, TG_OP),
    HINT = 'Whole days are dropped by rule, and a person is erased by prediction_log.erase.';
END
$$;

-- The one change there is: a prediction loses the person and all that came of the person's data,
-- in the transaction that records the erasure.
CREATE FUNCTION prediction_log.allow_erasure_only() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  erased prediction_log.prediction := OLD;
BEGIN
  erased.user_id := NULL;
  erased.as_of := NULL;
  erased.inputs := NULL;
  erased.margin := NULL;
  erased.probability := NULL;
  erased.score := NULL;
  erased.reasons := NULL;
  erased.erasure_id := NEW.erasure_id;
  IF TG_OP = 'UPDATE' AND OLD.erasure_id IS NULL AND NEW *= erased
      AND EXISTS (
        SELECT FROM prediction_log.erasure e
        WHERE e.erasure_id = NEW.erasure_id AND e.xmin = pg_current_xact_id()::xid) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION USING
    ERRCODE = 'SL000',
    MESSAGE = format('The prediction log is only ever added to: %s is refused.', TG_OP),
    HINT = 'Whole days are dropped by rule, and a person is erased by prediction_log.erase.';
END
$$;

-- ALWAYS: not even a session that plays a replica gets past these.
CREATE TRIGGER allow_erasure_only BEFORE UPDATE OR DELETE ON prediction_log.prediction
FOR EACH ROW EXECUTE FUNCTION prediction_log.allow_erasure_only();
CREATE TRIGGER refuse_rewriting BEFORE TRUNCATE ON prediction_log.prediction
FOR EACH STATEMENT EXECUTE FUNCTION prediction_log.refuse_rewriting();
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON prediction_log.erasure
FOR EACH STATEMENT EXECUTE FUNCTION prediction_log.refuse_rewriting();
ALTER TABLE prediction_log.prediction ENABLE ALWAYS TRIGGER allow_erasure_only;
ALTER TABLE prediction_log.prediction ENABLE ALWAYS TRIGGER refuse_rewriting;
ALTER TABLE prediction_log.erasure ENABLE ALWAYS TRIGGER refuse_rewriting;
