CREATE FUNCTION prediction_log.hash_of(person bigint, salt uuid) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
RETURN encode(sha256(uuid_send(salt) || int8send(person)), 'hex');

-- Erases what was logged about a person up to now, and returns the erasure; NULL when there is
-- nothing to erase.
CREATE FUNCTION prediction_log.erase(person bigint, claimed_name text, because text)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found_ids uuid[];
  number bigint;
  grain uuid := gen_random_uuid();
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('surety prediction erasures', 0));
  SELECT array_agg(locked.prediction_id ORDER BY locked.prediction_id) INTO found_ids
  FROM (
    SELECT p.prediction_id FROM prediction_log.prediction p WHERE p.user_id = person FOR UPDATE
  ) AS locked;
  IF found_ids IS NULL THEN
    RETURN NULL;
  END IF;
  number := 1 + coalesce((SELECT max(e.erasure_id) FROM prediction_log.erasure e), 0);
  INSERT INTO prediction_log.erasure
    (erasure_id, erased_at, erased_by, claimed_by, claim_verified, reason, salt, person_sha256,
     predictions, first_prediction, last_prediction)
  VALUES
    (number, clock_timestamp(), session_user, claimed_name, claimed_name = session_user, because,
     grain, prediction_log.hash_of(person, grain),
     cardinality(found_ids), found_ids[1], found_ids[cardinality(found_ids)]);
  UPDATE prediction_log.prediction p
  SET user_id = NULL, as_of = NULL, inputs = NULL, margin = NULL, probability = NULL, score = NULL,
    reasons = NULL, erasure_id = number
  WHERE p.prediction_id = ANY (found_ids);
  RETURN number;
END
$$;

-- The erasures of a person: proof for somebody who knows the number.
CREATE FUNCTION prediction_log.erasures_of(person bigint) RETURNS SETOF prediction_log.erasure
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT e.* FROM prediction_log.erasure e
  WHERE e.person_sha256 = prediction_log.hash_of(person, e.salt)
  ORDER BY e.erasure_id;
END;
