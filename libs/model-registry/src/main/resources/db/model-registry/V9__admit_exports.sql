-- The one way in for what another registry approved: the version under its own number and the
-- approval with it, or nothing. Returns false when it is all here already.
CREATE FUNCTION registry.admit(
  model text, number int, bundle bytea, evidence_text text, data text, gates boolean,
  proposed_login text, proposed_name text, proposed_at timestamptz,
  from_registry uuid, from_name text, export text,
  decided_registry uuid, decided_id bigint, decided_on timestamptz, decided_login text,
  claimed_name text, claim_held boolean, by_program boolean, because text, override_because text
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  hash text := encode(sha256(bundle), 'hex');
  evidence_hash text := encode(sha256(convert_to(evidence_text, 'UTF8')), 'hex');
  written text := format('%s/%s', model, number);
  here record;
BEGIN
  PERFORM registry.require_admitter();
  -- The lock that numbering takes: of two who admit at once, the second finds what the first did.
  PERFORM pg_advisory_xact_lock(hashtextextended('surety model ' || model, 0));
  SELECT v.version, v.stage, v.bundle_sha256, v.evidence_sha256 INTO here
  FROM registry.staged_version v
  WHERE v.model_name = model AND (v.version = number OR v.bundle_sha256 = hash)
  ORDER BY v.version = number DESC
  LIMIT 1;
  IF FOUND THEN
    IF here.bundle_sha256 <> hash THEN
      RAISE EXCEPTION USING
        ERRCODE = 'SR011',
        MESSAGE = format('%s is another bundle in this registry (%s).', written, here.bundle_sha256),
        HINT = 'Nothing was admitted. Train for this registry in one place only, and admit what was trained there.';
    ELSIF here.version <> number THEN
      RAISE EXCEPTION USING
        ERRCODE = 'SR011',
        MESSAGE = format('The bundle of %s is %s/%s in this registry.', written, model, here.version),
        HINT = 'Nothing was admitted. Decide about the version that is here.';
    ELSIF here.evidence_sha256 <> evidence_hash THEN
      RAISE EXCEPTION USING
        ERRCODE = 'SR011',
        MESSAGE = format('%s has other evidence in this registry.', written),
        HINT = 'Nothing was admitted. Decide about the version that is here.';
    ELSIF here.stage <> 'approved' THEN
      RAISE EXCEPTION USING
        ERRCODE = 'SR011',
        MESSAGE = format('%s is %s in this registry, whatever was decided elsewhere.', written,
          CASE here.stage WHEN 'candidate' THEN 'a candidate' ELSE here.stage END),
        HINT = CASE here.stage WHEN 'candidate' THEN 'Decide about it here.'
          ELSE 'A version is decided once: train a new one.' END;
    END IF;
    RETURN false;
  END IF;

  INSERT INTO registry.bundle (sha256, bytes) VALUES (hash, bundle)
  ON CONFLICT (sha256) DO NOTHING;
  INSERT INTO registry.model_version
    (model_name, version, proposed_as, bundle_sha256, data_hash, gates_passed, evidence,
     origin_registry, origin_name, origin_proposed_by, origin_created_at, export_sha256)
  VALUES
    (model, number, proposed_name, hash, data, gates, evidence_text,
     from_registry, from_name, proposed_login, proposed_at, export);
  INSERT INTO registry.decision
    (model_name, version, kind, claimed_by, automatic, reason, override_reason,
     origin_registry, origin_decision_id, origin_decided_at, origin_decided_by,
     origin_claim_verified)
  VALUES
    (model, number, 'approved', claimed_name, by_program, because, override_because,
     decided_registry, decided_id, decided_on, decided_login, claim_held);
  RETURN true;
END
$$;

-- Serves an approved version, as promoting does elsewhere. Returns false when the alias points at
-- it already.
CREATE FUNCTION registry.promote(
  model text, number int, name_of_alias text, claimed_name text, by_program boolean, because text
) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM registry.require_admitter();
  -- The lock of decisions, so that the alias stays where it is looked at.
  PERFORM pg_advisory_xact_lock(hashtextextended('surety decisions', 0));
  IF EXISTS (
      SELECT FROM registry.alias a
      WHERE a.model_name = model AND a.alias = name_of_alias AND a.version = number) THEN
    RETURN false;
  END IF;
  INSERT INTO registry.decision (model_name, version, kind, alias, claimed_by, automatic, reason)
  VALUES (model, number, 'promoted', name_of_alias, claimed_name, by_program, because);
  RETURN true;
END
$$;

REVOKE ALL ON FUNCTION
  registry.admit(text, int, bytea, text, text, boolean, text, text, timestamptz, uuid, text, text,
    uuid, bigint, timestamptz, text, text, boolean, boolean, text, text),
  registry.promote(text, int, text, text, boolean, text)
FROM PUBLIC;
GRANT USAGE ON SCHEMA registry TO surety_admitter;
GRANT EXECUTE ON FUNCTION
  registry.admit(text, int, bytea, text, text, boolean, text, text, timestamptz, uuid, text, text,
    uuid, bigint, timestamptz, text, text, boolean, boolean, text, text),
  registry.promote(text, int, text, text, boolean, text)
TO surety_admitter;
