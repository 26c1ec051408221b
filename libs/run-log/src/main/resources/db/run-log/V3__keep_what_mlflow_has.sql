-- Which runs an MLflow server has, whole. A run that asked for it, has ended and is not here is due.
CREATE TABLE run_log.mlflow_logged (
  run_id        int PRIMARY KEY REFERENCES run_log.run,
  server        text NOT NULL,
  experiment_id text NOT NULL,
  mlflow_run_id text NOT NULL,
  logged_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON run_log.mlflow_logged
FOR EACH STATEMENT EXECUTE FUNCTION run_log.refuse_rewriting();
ALTER TABLE run_log.mlflow_logged ENABLE ALWAYS TRIGGER refuse_rewriting;
