-- How long predictions are kept, and who decided that. The newest rule counts.
CREATE TABLE prediction_log.retention_rule (
  rule_id        bigint PRIMARY KEY,
  kept_days      int NOT NULL,
  set_at         timestamptz NOT NULL,
  set_by         text NOT NULL,
  claimed_by     text NOT NULL,
  claim_verified boolean NOT NULL,
  reason         text NOT NULL,
  CONSTRAINT days_are_kept CHECK (kept_days BETWEEN 1 AND 36525),
  CONSTRAINT setter_is_named CHECK (claimed_by ~ '\S'),
  CONSTRAINT reason_is_given CHECK (reason ~ '\S')
);

-- What was dropped, by which rule.
CREATE TABLE prediction_log.dropped_day (
  day         date NOT NULL,
  dropped_at  timestamptz NOT NULL,
  dropped_by  text NOT NULL,
  rule_id     bigint REFERENCES prediction_log.retention_rule,
  kept_days   int NOT NULL,
  predictions bigint NOT NULL,
  PRIMARY KEY (day, dropped_at)
);

CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON prediction_log.retention_rule
FOR EACH STATEMENT EXECUTE FUNCTION prediction_log.refuse_rewriting();
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON prediction_log.dropped_day
FOR EACH STATEMENT EXECUTE FUNCTION prediction_log.refuse_rewriting();
ALTER TABLE prediction_log.retention_rule ENABLE ALWAYS TRIGGER refuse_rewriting;
ALTER TABLE prediction_log.dropped_day ENABLE ALWAYS TRIGGER refuse_rewriting;

-- The rule that holds: five years where nobody has set one.
CREATE VIEW prediction_log.retention AS
SELECT rule_id, kept_days, set_at, set_by, claimed_by, claim_verified, reason
FROM (
  SELECT rule_id, kept_days, set_at, set_by, claimed_by, claim_verified, reason
  FROM prediction_log.retention_rule
  UNION ALL
  SELECT NULL, 1827, NULL, NULL, NULL, NULL, NULL
) AS rule
ORDER BY rule_id DESC NULLS LAST
LIMIT 1;

-- The days that the rule lets go: those that ended as long ago as it says.
CREATE VIEW prediction_log.outlived_day AS
SELECT p.day, p.part, p.about_rows, p.bytes, r.rule_id, r.kept_days
FROM prediction_log.prepared_day p, prediction_log.retention r
WHERE p.day + 1 + r.kept_days <= (clock_timestamp() AT TIME ZONE 'UTC')::date;

CREATE FUNCTION prediction_log.set_retention(days int, claimed_name text, because text)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  number bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('surety prediction retention', 0));
  number := 1 + coalesce((SELECT max(r.rule_id) FROM prediction_log.retention_rule r), 0);
  INSERT INTO prediction_log.retention_rule
    (rule_id, kept_days, set_at, set_by, claimed_by, claim_verified, reason)
  VALUES
    (number, days, clock_timestamp(), session_user, claimed_name, claimed_name = session_user,
     because);
  RETURN number;
END
$$;

-- Drops one whole day that the rule lets go, and returns how many predictions went; NULL when there
-- is no such day any more. Whoever reads the log for long is not waited for.
CREATE FUNCTION prediction_log.drop_day(outlived date) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET lock_timeout = '500ms' AS $$
DECLARE
  gone record;
  counted bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('surety prediction retention', 0));
  IF NOT EXISTS (SELECT FROM prediction_log.prepared_day p WHERE p.day = outlived) THEN
    RETURN NULL;
  END IF;
  SELECT o.part, o.rule_id, o.kept_days INTO gone
  FROM prediction_log.outlived_day o WHERE o.day = outlived;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SL002',
      MESSAGE = format('The predictions of %s are kept: the rule is %s days.', outlived,
        (SELECT r.kept_days FROM prediction_log.retention r)),
      HINT = 'Set another rule if they shall go.';
  END IF;
  EXECUTE format('SELECT count(*) FROM %s', gone.part) INTO counted;
  INSERT INTO prediction_log.dropped_day
    (day, dropped_at, dropped_by, rule_id, kept_days, predictions)
  VALUES (outlived, clock_timestamp(), session_user, gone.rule_id, gone.kept_days, counted);
  EXECUTE format('DROP TABLE %s', gone.part);
  RETURN counted;
END
$$;
