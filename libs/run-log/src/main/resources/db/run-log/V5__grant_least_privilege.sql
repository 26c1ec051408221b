-- Roles belong to the server, so another database or another migration may have created them.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['surety_trainer', 'surety_approver', 'surety_watcher'] LOOP
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

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA run_log FROM PUBLIC;
GRANT USAGE ON SCHEMA run_log TO surety_trainer, surety_approver, surety_watcher;
GRANT SELECT ON
  run_log.run, run_log.ending, run_log.run_state, run_log.agreement, run_log.checkpoint,
  run_log.mlflow_logged
TO surety_trainer, surety_approver, surety_watcher;
GRANT EXECUTE ON FUNCTION run_log.lock_class(), run_log.is_held(int, int)
TO surety_trainer, surety_approver, surety_watcher;

-- Jobs record; what the database stamps they cannot write.
GRANT SELECT ON run_log.rejected_row TO surety_trainer;
GRANT INSERT (kind, run_key, code_version, parameters, hashes, mlflow_experiment)
ON run_log.run TO surety_trainer;
GRANT INSERT (run_id, outcome, message, hashes, metrics) ON run_log.ending TO surety_trainer;
GRANT INSERT (kind, run_key, terms) ON run_log.agreement TO surety_trainer;
GRANT INSERT (run_id, step, state) ON run_log.checkpoint TO surety_trainer;
GRANT INSERT (kind, run_key, place, column_name, user_id, reason)
ON run_log.rejected_row TO surety_trainer;
GRANT INSERT (run_id, server, experiment_id, mlflow_run_id) ON run_log.mlflow_logged
TO surety_trainer;
