-- An approved version may come from another registry. What was recorded there is kept beside what
-- this database knows itself: the login that admitted it (proposed_by, decided_by) and when
-- (created_at, decided_at). Nobody is granted these columns; registry.admit writes them.
ALTER TABLE registry.model_version
  ADD COLUMN origin_registry    uuid,
  ADD COLUMN origin_name        text,
  ADD COLUMN origin_proposed_by text,
  ADD COLUMN origin_created_at  timestamptz,
  ADD COLUMN export_sha256      text,
  ADD CONSTRAINT origin_is_whole CHECK (
    num_nulls(origin_registry, origin_name, origin_proposed_by, origin_created_at, export_sha256)
    IN (0, 5)),
  ADD CONSTRAINT export_is_named_by_its_hash CHECK (export_sha256 ~ '^[0-9a-f]{64}$');

ALTER TABLE registry.decision
  ADD COLUMN origin_registry       uuid,
  ADD COLUMN origin_decision_id    bigint,
  ADD COLUMN origin_decided_at     timestamptz,
  ADD COLUMN origin_decided_by     text,
  ADD COLUMN origin_claim_verified boolean,
  ADD CONSTRAINT origin_is_whole CHECK (
    num_nulls(origin_registry, origin_decision_id, origin_decided_at, origin_decided_by,
      origin_claim_verified) IN (0, 5)),
  ADD CONSTRAINT only_approvals_are_carried CHECK (origin_registry IS NULL OR kind = 'approved');

CREATE OR REPLACE VIEW registry.staged_version AS
SELECT
  v.model_name, v.version, coalesce(d.kind, 'candidate') AS stage,
  v.created_at, v.proposed_by, v.proposed_as, v.bundle_sha256, v.data_hash,
  v.gates_passed, v.evidence, v.evidence_sha256,
  v.origin_registry, v.origin_name, v.origin_proposed_by, v.origin_created_at, v.export_sha256
FROM registry.model_version v
LEFT JOIN registry.decision d
  ON d.model_name = v.model_name AND d.version = v.version AND d.kind IN ('approved', 'rejected');

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'surety_admitter') THEN
    CREATE ROLE surety_admitter NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;

-- Only what comes from elsewhere keeps its number, and only from a login that may admit.
CREATE OR REPLACE FUNCTION registry.stamp_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('surety model ' || NEW.model_name, 0));
  IF NEW.origin_registry IS NULL THEN
    NEW.version := 1 + coalesce(
      (SELECT max(v.version) FROM registry.model_version v WHERE v.model_name = NEW.model_name), 0);
  ELSE
    PERFORM registry.require_admitter();
  END IF;
  NEW.created_at := clock_timestamp();
  NEW.proposed_by := session_user;
  NEW.evidence_sha256 := encode(sha256(convert_to(NEW.evidence, 'UTF8')), 'hex');
  RETURN NEW;
END
$$;

CREATE FUNCTION registry.require_admitter() RETURNS void
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT pg_has_role(session_user, 'surety_admitter', 'MEMBER') THEN
    RAISE EXCEPTION USING
      ERRCODE = '42501',
      MESSAGE = format('the login %s is no member of surety_admitter', session_user);
  END IF;
END
$$;

-- A carried approval keeps the rules here that it kept there.
CREATE OR REPLACE FUNCTION registry.guard_approval() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  candidate record;
  written text := format('%s/%s', NEW.model_name, NEW.version);
  decider text := coalesce(NEW.origin_decided_by, session_user);
BEGIN
  SELECT
    v.proposed_as, v.gates_passed,
    coalesce(v.origin_proposed_by, v.proposed_by) AS proposed_by
  INTO candidate
  FROM registry.model_version v
  WHERE v.model_name = NEW.model_name AND v.version = NEW.version;

  IF NEW.origin_registry IS NOT NULL THEN
    PERFORM registry.require_admitter();
  END IF;
  IF candidate.proposed_by = decider THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR003',
      MESSAGE = format('%s was proposed by the login %s, which therefore cannot approve it.',
        written, decider),
      HINT = 'Have it approved through another login, by somebody who did not train it.';
  ELSIF registry.same_person(candidate.proposed_as, NEW.claimed_by) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR003',
      MESSAGE = format('%s was proposed by "%s", who therefore cannot approve it.',
        written, candidate.proposed_as),
      HINT = 'Have it approved by somebody who did not train it.';
  ELSIF NOT candidate.gates_passed AND NEW.override_reason IS NULL THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR004',
      MESSAGE = format('%s failed a gate, and the approval does not say why that shall not matter.', written),
      HINT = 'Read its report; then reject it, train a better candidate, or approve it with an override and the reason for it.';
  ELSIF NEW.automatic AND EXISTS (
      SELECT FROM registry.decision d
      WHERE d.model_name = NEW.model_name AND d.kind = 'approved') THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR009',
      MESSAGE = format('%s is not the first version of its model to be approved, so a person decides about it.', written),
      HINT = 'Read its report and approve or reject it under your own name.';
  END IF;

  -- Where every gate passed there was nothing to override, and history shall not read as if.
  IF candidate.gates_passed THEN
    NEW.override_reason := NULL;
  END IF;
  RETURN NEW;
END
$$;
REVOKE ALL ON FUNCTION registry.require_admitter() FROM PUBLIC;
