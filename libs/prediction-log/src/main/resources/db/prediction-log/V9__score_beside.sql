-- What a challenger or a probe makes of a request that another version answers. It counts for nothing
-- and is told to nobody; it stands beside the prediction that was answered.
ALTER TABLE prediction_log.prediction
  ADD COLUMN beside uuid,
  ADD CONSTRAINT only_a_shadow_is_beside CHECK (
    beside IS NULL OR role IN ('challenger', 'probe') AND beside <> prediction_id);

COMMENT ON COLUMN prediction_log.prediction.beside IS
  'The prediction that was answered when this one was made in shadow.';

GRANT INSERT (beside) ON prediction_log.prediction TO surety_model_reader, surety_trainer;

-- With a text for a body, it gives whatever columns the log has by the time it is called.
CREATE OR REPLACE FUNCTION prediction_log.find(id uuid) RETURNS SETOF prediction_log.prediction
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT p.* FROM prediction_log.prediction p WHERE p.prediction_id = id
$$;
