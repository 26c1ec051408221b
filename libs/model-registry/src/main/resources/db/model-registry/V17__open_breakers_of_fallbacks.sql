-- A version that answers in the place of another is watched like any other, so its breaker opens like
-- any other: under the alias for which it answers. Whoever it answers for gets another in the same
-- transaction. Its breaker then stands open though no alias points at it, until a person closes it, or
-- it is promoted and proves itself.
CREATE OR REPLACE FUNCTION registry.guard_breaker() RETURNS trigger
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
    ELSIF present.version <> NEW.version AND NOT (
        NEW.kind = 'opened' AND EXISTS (
          SELECT FROM registry.serving s
          WHERE s.model_name = NEW.model_name AND s.alias = NEW.alias AND s.breaker <> 'closed'
            AND s.answered_by = NEW.version)) THEN
      RAISE EXCEPTION USING
        ERRCODE = 'SR007',
        MESSAGE = format('The %s of %s is version %s and not %s, and a breaker is switched of what its alias points at, or opened of what answers instead.',
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

-- A version that is taken out of service answers for nobody else either. The champion gets another first:
-- who answers as champion also answers beside it.
CREATE OR REPLACE FUNCTION registry.follow_switch() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  other record;
  substitute int;
BEGIN
  FOR other IN
    SELECT s.alias, s.version, s.breaker, s.policy_decision
    FROM registry.serving s
    WHERE s.model_name = NEW.model_name AND (s.alias, s.version) <> (NEW.alias, NEW.version)
      AND s.breaker <> 'closed' AND s.answered_by = NEW.version
    ORDER BY s.alias <> 'champion', s.alias
  LOOP
    SELECT y.version INTO substitute
    FROM registry.standby y
    WHERE y.model_name = NEW.model_name AND y.alias = other.alias;
    INSERT INTO registry.decision
      (model_name, version, kind, alias, fallback_version, policy_decision,
       claimed_by, automatic, reason, follows)
    VALUES
      (NEW.model_name, other.version,
       CASE other.breaker WHEN 'open' THEN 'opened' ELSE 'half_opened' END,
       other.alias, substitute, other.policy_decision, 'registry', true,
       format('Version %s, which answered for it, was itself taken out of service as %s.', NEW.version, NEW.alias),
       NEW.decision_id);
  END LOOP;
  RETURN NULL;
END
$$;

-- How every breaker stands that ever switched; any other is closed. A version that only ever answered
-- for others has one, too, so they are found by stepping from one to the next in the index of switches.
CREATE OR REPLACE VIEW registry.breaker AS
WITH RECURSIVE switched AS (
  (SELECT d.model_name, d.alias, d.version
   FROM registry.decision d
   WHERE d.kind IN ('opened', 'half_opened', 'closed')
   ORDER BY d.model_name, d.alias, d.version
   LIMIT 1)
  UNION ALL
  SELECT next.model_name, next.alias, next.version
  FROM switched s
  CROSS JOIN LATERAL (
    SELECT d.model_name, d.alias, d.version
    FROM registry.decision d
    WHERE d.kind IN ('opened', 'half_opened', 'closed')
      AND (d.model_name, d.alias, d.version) > (s.model_name, s.alias, s.version)
    ORDER BY d.model_name, d.alias, d.version
    LIMIT 1
  ) AS next
)
SELECT
  switched.model_name, switched.alias, switched.version,
  CASE last.kind WHEN 'opened' THEN 'open' WHEN 'half_opened' THEN 'half_open' ELSE 'closed' END
    AS state,
  last.fallback_version, last.policy_decision, last.decided_at AS since, last.decision_id
FROM switched
CROSS JOIN LATERAL (
  SELECT d.kind, d.fallback_version, d.policy_decision, d.decided_at, d.decision_id
  FROM registry.decision d
  WHERE d.model_name = switched.model_name AND d.alias = switched.alias
    AND d.version = switched.version AND d.kind IN ('opened', 'half_opened', 'closed')
  ORDER BY d.decision_id DESC
  LIMIT 1
) AS last;
