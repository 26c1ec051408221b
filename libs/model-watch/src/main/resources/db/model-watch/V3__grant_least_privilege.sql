-- Roles belong to the server, so another database or another migration may have created them.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['surety_watcher', 'surety_trainer', 'surety_approver'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END;
    END IF;
  END LOOP;
END
$$;

GRANT USAGE ON SCHEMA model_watch TO surety_watcher, surety_trainer, surety_approver;
GRANT SELECT ON
  model_watch.measurement, model_watch.look, model_watch.standing, model_watch.event,
  model_watch.pointer
TO surety_watcher, surety_trainer, surety_approver;

-- Measurements are no decisions: whoever measures also lets the old ones go.
GRANT INSERT, DELETE ON model_watch.measurement TO surety_watcher;
GRANT INSERT, UPDATE ON model_watch.look, model_watch.standing, model_watch.pointer TO surety_watcher;
GRANT INSERT ON model_watch.event TO surety_watcher;
