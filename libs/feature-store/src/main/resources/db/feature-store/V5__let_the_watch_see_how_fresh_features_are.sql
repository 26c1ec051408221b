-- Who watches the models tells how old the newest loans are, and nothing of the loans themselves.
DO
$$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'surety_watcher') THEN
        CREATE ROLE surety_watcher NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

GRANT USAGE ON SCHEMA feature_store TO surety_watcher;
GRANT SELECT (known_at) ON feature_store.ingest TO surety_watcher;
