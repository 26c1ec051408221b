-- Roles belong to the server, so another database or another migration may have created this one.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'surety_watcher') THEN
    BEGIN
      EXECUTE 'CREATE ROLE surety_watcher NOLOGIN';
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
  END IF;
END
$$;

GRANT USAGE ON SCHEMA feature_store TO surety_watcher;
GRANT SELECT (known_at) ON feature_store.ingest TO surety_watcher;
