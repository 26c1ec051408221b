-- The rules of deciding. A refusal has its own SQLSTATE, a sentence, and a hint that says what to
-- do; io.surety.registry turns them into exceptions of the same names.

CREATE FUNCTION registry.same_person(one text, other text) RETURNS boolean
LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp
RETURN lower(btrim(regexp_replace(normalize(one, NFKC), '\s+', ' ', 'g')))
     = lower(btrim(regexp_replace(normalize(other, NFKC), '\s+', ' ', 'g')));

-- Decisions are taken one after the other. What the database knows is not taken from the client.
CREATE FUNCTION registry.stamp_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  last record;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('surety decisions', 0));
  SELECT coalesce(max(d.decision_id), 0) AS id, max(d.decided_at) AS at INTO last
  FROM registry.decision d;
  NEW.decision_id := last.id + 1;
  NEW.decided_at := greatest(clock_timestamp(), last.at + interval '1 microsecond');
  NEW.decided_by := session_user;
  NEW.claim_verified := NEW.claimed_by = session_user;
  SELECT v.evidence_sha256 INTO NEW.evidence_sha256
  FROM registry.model_version v
  WHERE v.model_name = NEW.model_name AND v.version = NEW.version;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR001',
      MESSAGE = format('There is no model version %s/%s.', NEW.model_name, NEW.version),
      HINT = 'List the models to see which versions there are.';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION registry.guard_verdict() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  before record;
BEGIN
  SELECT d.kind, d.claimed_by, d.decided_by, d.decided_at INTO before
  FROM registry.decision d
  WHERE d.model_name = NEW.model_name AND d.version = NEW.version
    AND d.kind IN ('approved', 'rejected');
  IF FOUND THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR002',
      MESSAGE = format('%s/%s was %s already, by "%s" (login %s) on %s, and a version is decided once.',
        NEW.model_name, NEW.version, before.kind, before.claimed_by, before.decided_by,
        to_char(before.decided_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"')),
      HINT = CASE before.kind
        WHEN 'approved' THEN 'Promote it to serve it, or train a new candidate.'
        ELSE 'Train a new candidate.' END;
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION registry.guard_approval() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  candidate record;
  written text := format('%s/%s', NEW.model_name, NEW.version);
BEGIN
  SELECT v.proposed_by, v.proposed_as, v.gates_passed INTO candidate
  FROM registry.model_version v
  WHERE v.model_name = NEW.model_name AND v.version = NEW.version;

  IF candidate.proposed_by = session_user THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR003',
      MESSAGE = format('%s was proposed by the login %s, which therefore cannot approve it.',
        written, session_user),
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

CREATE FUNCTION registry.guard_promotion() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  stage text;
  written text := format('%s/%s', NEW.model_name, NEW.version);
BEGIN
  SELECT v.stage INTO stage FROM registry.staged_version v
  WHERE v.model_name = NEW.model_name AND v.version = NEW.version;
  IF stage <> 'approved' THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR005',
      MESSAGE = format('%s is %s, and only an approved version becomes %s.',
        written, CASE stage WHEN 'candidate' THEN 'a candidate' ELSE stage END, NEW.alias),
      HINT = CASE stage WHEN 'candidate' THEN 'Have it approved first.'
        ELSE 'Promote another version.' END;
  ELSIF EXISTS (
      SELECT FROM registry.alias a
      WHERE a.model_name = NEW.model_name AND a.alias = NEW.alias AND a.version = NEW.version) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR008',
      MESSAGE = format('%s is %s already.', written, NEW.alias),
      HINT = 'There is nothing to do.';
  END IF;
  RETURN NEW;
END
$$;

-- The client names the version that it means to go back to, so that two people who pull the
-- lever at once go back one step and not two.
CREATE FUNCTION registry.guard_rollback() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  back record;
BEGIN
  SELECT w.version INTO back FROM registry.way_back w
  WHERE w.model_name = NEW.model_name AND w.alias = NEW.alias;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR006',
      MESSAGE = format('The %s of %s has no earlier version to go back to.', NEW.alias, NEW.model_name),
      HINT = 'Promote an approved version instead.';
  ELSIF back.version <> NEW.version THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR007',
      MESSAGE = format('Somebody moved the %s of %s at the same moment, and going back would now lead to version %s instead of %s.',
        NEW.alias, NEW.model_name, back.version, NEW.version),
      HINT = 'Look at what is served now, and roll back again if that is still what you want.';
  END IF;
  RETURN NEW;
END
$$;

-- Triggers fire in the order of their names: the stamp takes the lock that the guards rely on.
CREATE TRIGGER decision_1_stamp BEFORE INSERT ON registry.decision
FOR EACH ROW EXECUTE FUNCTION registry.stamp_decision();
CREATE TRIGGER decision_2_verdict BEFORE INSERT ON registry.decision
FOR EACH ROW WHEN (NEW.kind IN ('approved', 'rejected')) EXECUTE FUNCTION registry.guard_verdict();
CREATE TRIGGER decision_3_approval BEFORE INSERT ON registry.decision
FOR EACH ROW WHEN (NEW.kind = 'approved') EXECUTE FUNCTION registry.guard_approval();
CREATE TRIGGER decision_3_promotion BEFORE INSERT ON registry.decision
FOR EACH ROW WHEN (NEW.kind = 'promoted') EXECUTE FUNCTION registry.guard_promotion();
CREATE TRIGGER decision_3_rollback BEFORE INSERT ON registry.decision
FOR EACH ROW WHEN (NEW.kind = 'rolled_back') EXECUTE FUNCTION registry.guard_rollback();

ALTER TABLE registry.decision ENABLE ALWAYS TRIGGER decision_1_stamp;
ALTER TABLE registry.decision ENABLE ALWAYS TRIGGER decision_2_verdict;
ALTER TABLE registry.decision ENABLE ALWAYS TRIGGER decision_3_approval;
ALTER TABLE registry.decision ENABLE ALWAYS TRIGGER decision_3_promotion;
ALTER TABLE registry.decision ENABLE ALWAYS TRIGGER decision_3_rollback;
