-- For whom the version of a batch scored as a fallback. Who looks a past answer up has to say it, and is
-- told no more of the runs than this. Roles belong to the server, so others may have created this one.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'surety_model_reader') THEN
    CREATE ROLE surety_model_reader NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;

CREATE FUNCTION run_log.batch_stood_in_for(batch text) RETURNS text
LANGUAGE sql STABLE STRICT SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT a.terms::json ->> 'fallback_for'
  FROM run_log.agreement a
  WHERE a.kind = 'score-batch' AND a.run_key = batch;
END;

REVOKE ALL ON FUNCTION run_log.batch_stood_in_for(text) FROM PUBLIC;
GRANT USAGE ON SCHEMA run_log TO surety_model_reader;
GRANT EXECUTE ON FUNCTION run_log.batch_stood_in_for(text) TO surety_model_reader;
