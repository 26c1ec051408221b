-- What became of requests, counted by the prediction services: the log alone cannot say how many were
-- never answered. One row for ten seconds of one process; a failure that is told late is told once.
CREATE TABLE prediction_log.tally (
  counted_from  timestamptz NOT NULL,
  instance      uuid NOT NULL,
  model_name    text NOT NULL,
  model_version int NOT NULL,
  role          text NOT NULL,
  kind          text NOT NULL,
  input         text NOT NULL DEFAULT '',
  count         bigint NOT NULL,
  PRIMARY KEY (counted_from, instance, model_name, model_version, role, kind, input),
  CONSTRAINT kind_is_known CHECK (kind IN ('answered', 'failed', 'unknown_category')),
  CONSTRAINT input_is_named_or_absent CHECK ((input <> '') = (kind = 'unknown_category')),
  CONSTRAINT something_was_counted CHECK (count > 0)
);

COMMENT ON COLUMN prediction_log.tally.role IS
  'The role in which the version would have answered, as in prediction_log.prediction.';
COMMENT ON COLUMN prediction_log.tally.kind IS
  'answered; failed = not answered for a fault of the service; unknown_category = refused for a
   category of this input that the model does not know.';

-- No rule looks further back than the log's usual retention; these counts are kept for 90 days.
CREATE FUNCTION prediction_log.forget_tallies() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  WITH forgotten AS (
    DELETE FROM prediction_log.tally t
    WHERE t.counted_from < clock_timestamp() - INTERVAL '90 days'
    RETURNING t.counted_from
  )
  SELECT count(*) FROM forgotten;
END;

REVOKE ALL ON FUNCTION prediction_log.forget_tallies() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION prediction_log.forget_tallies() TO surety_watcher;
GRANT INSERT ON prediction_log.tally TO surety_model_reader;
GRANT SELECT ON prediction_log.tally TO surety_trainer, surety_approver, surety_watcher;
