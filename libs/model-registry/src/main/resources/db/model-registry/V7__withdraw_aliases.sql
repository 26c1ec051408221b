-- An alias can point nowhere again: a canary that is over, or a champion that nobody shall ask.
ALTER TABLE registry.decision
  DROP CONSTRAINT kind_is_known,
  DROP CONSTRAINT alias_is_moved_or_absent,
  ADD CONSTRAINT kind_is_known
    CHECK (kind IN ('approved', 'rejected', 'promoted', 'rolled_back', 'withdrawn')),
  ADD CONSTRAINT alias_is_moved_or_absent
    CHECK ((alias IS NOT NULL) = (kind IN ('promoted', 'rolled_back', 'withdrawn')));

-- What an alias pointed at, and when; a withdrawal ends that and begins nothing. It also ends an
-- era: nobody goes back behind it, because what it withdrew was to answer nobody.
CREATE OR REPLACE VIEW registry.tenure AS
SELECT model_name, alias, version, decision_id, kind, served_from, served_until, depth, era
FROM (
  SELECT
    model_name, alias, version, decision_id, kind,
    decided_at AS served_from,
    lead(decided_at) OVER moves AS served_until,
    sum(CASE kind WHEN 'promoted' THEN 1 WHEN 'rolled_back' THEN -1 ELSE 0 END) OVER moves AS depth,
    count(*) FILTER (WHERE kind = 'withdrawn') OVER moves AS era
  FROM registry.decision
  WHERE alias IS NOT NULL
  WINDOW moves AS (PARTITION BY model_name, alias ORDER BY decision_id)
) AS move
WHERE kind <> 'withdrawn';

CREATE OR REPLACE VIEW registry.way_back AS
SELECT DISTINCT ON (present.model_name, present.alias)
  present.model_name, present.alias, present.version AS present_version, earlier.version
FROM registry.tenure present
JOIN registry.tenure earlier
  ON earlier.model_name = present.model_name AND earlier.alias = present.alias
  AND earlier.kind = 'promoted' AND earlier.depth = present.depth - 1 AND earlier.era = present.era
WHERE present.served_until IS NULL
ORDER BY present.model_name, present.alias, earlier.decision_id DESC;

-- As with a rollback, the client names the version that it means.
CREATE FUNCTION registry.guard_withdrawal() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  present record;
BEGIN
  SELECT a.version INTO present FROM registry.alias a
  WHERE a.model_name = NEW.model_name AND a.alias = NEW.alias;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR010',
      MESSAGE = format('No version of %s is %s.', NEW.model_name, NEW.alias),
      HINT = 'There is nothing to withdraw.';
  ELSIF present.version <> NEW.version THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SR007',
      MESSAGE = format('Somebody moved the %s of %s at the same moment: it is version %s now instead of %s.',
        NEW.alias, NEW.model_name, present.version, NEW.version),
      HINT = 'Look at what is served now, and withdraw it if that is still what you want.';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER decision_3_withdrawal BEFORE INSERT ON registry.decision
FOR EACH ROW WHEN (NEW.kind = 'withdrawn') EXECUTE FUNCTION registry.guard_withdrawal();
ALTER TABLE registry.decision ENABLE ALWAYS TRIGGER decision_3_withdrawal;
REVOKE ALL ON FUNCTION registry.guard_withdrawal() FROM PUBLIC;
