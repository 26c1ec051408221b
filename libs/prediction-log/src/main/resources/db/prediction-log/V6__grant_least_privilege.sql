-- Roles belong to the server, so another database or another migration may have created them.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY
    ARRAY['surety_model_reader', 'surety_trainer', 'surety_approver', 'surety_watcher'] LOOP
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

-- One prediction by its id, for those who may not go through the log.
CREATE FUNCTION prediction_log.find(id uuid) RETURNS SETOF prediction_log.prediction
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  SELECT p.* FROM prediction_log.prediction p WHERE p.prediction_id = id;
END;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA prediction_log FROM PUBLIC;
GRANT USAGE ON SCHEMA prediction_log
TO surety_model_reader, surety_trainer, surety_approver, surety_watcher;

-- Who decides writes what was decided, and what only an erasure writes is granted to nobody.
GRANT INSERT (prediction_id, user_id, as_of, features_basis, features_known_at, model_name,
  model_version, role, inputs, margin,
  probability, score, decision, reasons, caller, latency_micros)
ON prediction_log.prediction TO surety_model_reader, surety_trainer;
GRANT EXECUTE ON FUNCTION prediction_log.prepare_days(date, int)
TO surety_model_reader, surety_trainer;
GRANT EXECUTE ON FUNCTION prediction_log.find(uuid)
TO surety_model_reader, surety_trainer, surety_approver, surety_watcher;

GRANT SELECT ON
  prediction_log.prediction, prediction_log.erasure, prediction_log.retention_rule,
  prediction_log.dropped_day, prediction_log.prepared_day, prediction_log.retention,
  prediction_log.outlived_day
TO surety_trainer, surety_approver, surety_watcher;
GRANT EXECUTE ON FUNCTION
  prediction_log.first_id(timestamptz), prediction_log.first_id_of(date),
  prediction_log.erasures_of(bigint)
TO surety_trainer, surety_approver, surety_watcher;

-- People set the rule and erase; the jobs apply the rule.
GRANT EXECUTE ON FUNCTION
  prediction_log.set_retention(int, text, text), prediction_log.erase(bigint, text, text)
TO surety_approver;
GRANT EXECUTE ON FUNCTION prediction_log.drop_day(date) TO surety_trainer, surety_approver;
