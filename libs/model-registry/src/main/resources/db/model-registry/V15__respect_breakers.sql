-- A deployment repeats itself: a program does not promote a version whose breaker took it out of
-- service, under whichever alias, nor what people took back, before or after a switch.
CREATE OR REPLACE FUNCTION registry.promote(
  model text, number int, name_of_alias text, claimed_name text, by_program boolean, because text
) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  taken_back boolean;
BEGIN
  PERFORM registry.require_admitter();
  -- The lock of decisions, so that the alias stays where it is looked at.
  PERFORM pg_advisory_xact_lock(hashtextextended('surety decisions', 0));
  IF EXISTS (
      SELECT FROM registry.alias a
      WHERE a.model_name = model AND a.alias = name_of_alias AND a.version = number) THEN
    RETURN 'there already';
  END IF;
  -- How the version's last time as champion ended, if it had one.
  SELECT move.next_kind IN ('rolled_back', 'withdrawn') AND NOT move.next_automatic INTO taken_back
  FROM (
    SELECT
      d.decision_id, d.version, d.kind,
      lead(d.kind) OVER moves AS next_kind, lead(d.automatic) OVER moves AS next_automatic
    FROM registry.decision d
    WHERE d.model_name = model AND d.alias = name_of_alias
      AND d.kind IN ('promoted', 'rolled_back', 'withdrawn')
    WINDOW moves AS (ORDER BY d.decision_id)
  ) AS move
  WHERE move.version = number AND move.kind <> 'withdrawn'
  ORDER BY move.decision_id DESC
  LIMIT 1;
  IF by_program AND name_of_alias = 'champion' AND taken_back THEN
    RETURN 'taken back';
  ELSIF by_program AND registry.is_broken(model, number) THEN
    RETURN 'taken out';
  END IF;
  INSERT INTO registry.decision (model_name, version, kind, alias, claimed_by, automatic, reason)
  VALUES (model, number, 'promoted', name_of_alias, claimed_name, by_program, because);
  RETURN 'promoted';
END
$$;
