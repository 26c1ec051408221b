-- Each run with what came of it. A run without an end is running while its lock is held, and broken
-- off when nobody holds it any more.
CREATE VIEW run_log.run_state AS
SELECT
  r.run_id, r.run_uuid, r.kind, r.run_key, r.attempt, r.started_at, r.started_by, r.code_version,
  r.parameters, r.mlflow_experiment,
  coalesce(
    e.outcome, CASE WHEN run_log.is_held(r.run_id) THEN 'running' ELSE 'broken_off' END) AS state,
  e.run_id IS NOT NULL AS ended, e.ended_at, e.message,
  (r.hashes::jsonb || coalesce(e.hashes, '{}')::jsonb)::text AS hashes,
  coalesce(e.metrics, '{}') AS metrics,
  m.server AS mlflow_server, m.experiment_id AS mlflow_experiment_id, m.mlflow_run_id
FROM run_log.run r
LEFT JOIN run_log.ending e USING (run_id)
LEFT JOIN run_log.mlflow_logged m USING (run_id);
