-- So that the features of a decision can be computed again, as of the time at which it was made.
ALTER TABLE prediction_log.prediction
  ADD COLUMN features_basis    text,
  ADD COLUMN features_known_at timestamptz,
  ADD CONSTRAINT basis_is_known CHECK (features_basis IN ('latest_loan', 'next_loan'));

COMMENT ON COLUMN prediction_log.prediction.features_known_at IS
  'The newest load of loans that the features took into account; NULL when they came with the request.';

GRANT INSERT (features_basis, features_known_at)
ON prediction_log.prediction TO surety_model_reader, surety_trainer;
