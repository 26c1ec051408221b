-- The rules of breakers, after those of V4.
CREATE FUNCTION registry.guard_breaker() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  present record;
  standing record;
  state text;
  written text := format('%s/%s', NEW.model_name, NEW.version);
BEGIN
  SELECT a.version INTO present FROM registry.alias a
  WHERE a.model_name = NEW.model_name AND a.alias = NEW.alias;
  -- A person may clear a version that no alias points at, so that it can be a fallback again.
  IF NEW.kind <> 'closed' OR NEW.automatic THEN
    IF present.version IS NULL THEN
      RAISE EXCEPTION USING
        ERRCODE = 'SR010',
        MESSAGE = format('No version of %s is %s.', NEW.model_name, NEW.alias),
        HINT = 'There is no breaker to switch.';
    ELSIF present.version <> NEW.version THEN
      RAISE EXCEPTION USING
        ERRCODE = 'SR007',
        MESSAGE = format('The %s of %s is version %s and not %s, and a breaker is switched of what its alias points at.',
          NEW.alias, NEW.model_name, present.version, NEW.version),
        HINT = 'Look at what is served now, and decide again if that is still what you want.';
    END IF;
  END IF;

  SELECT b.state, b.fallback_version, b.policy_decision, b.since, d.claimed_by, d.decided_by
  INTO standing
  FROM registry.breaker b
  JOIN registry.decision d ON d.decision_id = b.decision_id
  WHERE b.model_name = NEW.model_name AND b.alias = NEW.alias AND b.version = NEW.version;
  state := coalesce(standing.state, 'closed');

  IF NEW.kind = 'closed' AND state = 'closed' THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR014',
      MESSAGE = format('The breaker of %s as %s is closed already.', written, NEW.alias),
      HINT = 'There is nothing to do.';
  ELSIF NEW.kind = 'closed' AND NEW.automatic AND state = 'open' THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR016',
      MESSAGE = format('The breaker of %s as %s is open, and no program closes it before the version has proved itself half-open.',
        written, NEW.alias),
      HINT = 'Half-open it first, or close it under your own name.';
  ELSIF NEW.follows IS NULL
      AND (NEW.kind = 'opened' AND state = 'open' OR NEW.kind = 'half_opened' AND state = 'half_open')
      AND NEW.fallback_version IS NOT DISTINCT FROM standing.fallback_version
      AND NEW.policy_decision = standing.policy_decision THEN
    RAISE EXCEPTION USING
      ERRCODE = CASE state WHEN 'open' THEN 'SR012' ELSE 'SR013' END,
      MESSAGE = format('The breaker of %s as %s is %s already, since %s, by "%s" (login %s), with the same answer.',
        written, NEW.alias, CASE state WHEN 'open' THEN 'open' ELSE 'half-open' END,
        to_char(standing.since AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI "UTC"'),
        standing.claimed_by, standing.decided_by),
      HINT = 'There is nothing to do.';
  END IF;
  RETURN NEW;
END
$$;

CREATE FUNCTION registry.guard_fallback() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  stage text;
  broken record;
  fallback text := format('%s/%s', NEW.model_name, NEW.fallback_version);
BEGIN
  SELECT v.stage INTO stage FROM registry.staged_version v
  WHERE v.model_name = NEW.model_name AND v.version = NEW.fallback_version;
  SELECT b.alias, b.state INTO broken FROM registry.breaker b
  WHERE b.model_name = NEW.model_name AND b.version = NEW.fallback_version AND b.state <> 'closed'
  ORDER BY b.alias LIMIT 1;
  IF stage IS NULL THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR001',
      MESSAGE = format('There is no model version %s.', fallback),
      HINT = 'List the models to see which versions there are.';
  ELSIF NEW.fallback_version = NEW.version THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR015',
      MESSAGE = format('%s cannot answer instead of itself.', fallback),
      HINT = 'Name another approved version, or let the policy answer.';
  ELSIF stage <> 'approved' THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR015',
      MESSAGE = format('%s is %s, and only an approved version answers instead of another.',
        fallback, CASE stage WHEN 'candidate' THEN 'a candidate' ELSE stage END),
      HINT = 'Name an approved version, or let the policy answer.';
  ELSIF broken.state IS NOT NULL THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR015',
      MESSAGE = format('The breaker of %s as %s is itself %s.', fallback, broken.alias,
        CASE broken.state WHEN 'open' THEN 'open' ELSE 'half-open' END),
      HINT = 'Name another approved version, let the policy answer, or close that breaker first.';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER decision_3_breaker BEFORE INSERT ON registry.decision
FOR EACH ROW WHEN (NEW.kind IN ('opened', 'half_opened', 'closed'))
EXECUTE FUNCTION registry.guard_breaker();
CREATE TRIGGER decision_4_fallback BEFORE INSERT ON registry.decision
FOR EACH ROW WHEN (NEW.fallback_version IS NOT NULL) EXECUTE FUNCTION registry.guard_fallback();
ALTER TABLE registry.decision ENABLE ALWAYS TRIGGER decision_3_breaker;
ALTER TABLE registry.decision ENABLE ALWAYS TRIGGER decision_4_fallback;

REVOKE ALL ON FUNCTION registry.guard_breaker(), registry.guard_fallback() FROM PUBLIC;
