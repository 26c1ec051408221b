-- A request is answered or fails as a whole, and may hold many rows; a category that a model does not
-- know refuses a row. So that both shares are shares of like things, rows that were answered are counted, too.
ALTER TABLE prediction_log.tally
  DROP CONSTRAINT kind_is_known,
  ADD CONSTRAINT kind_is_known CHECK (kind IN ('answered', 'failed', 'answered_row', 'unknown_category')),
  ADD CONSTRAINT role_is_known CHECK (role IN
    ('champion', 'canary', 'fallback', 'named', 'challenger', 'probe', 'batch', 'policy'));

COMMENT ON COLUMN prediction_log.tally.role IS
  'The role in which the version would have answered, as in prediction_log.prediction: fallback for one
   that answers in the place of another, policy for one in whose place the policy answers.';
COMMENT ON COLUMN prediction_log.tally.kind IS
  'answered = requests that were answered, each line of a stream being one; failed = requests that were
   not, for a fault of the service; answered_row = rows in answers; unknown_category = rows refused for a
   category that the model does not know, each counted under the first such input.';
COMMENT ON COLUMN prediction_log.tally.counted_from IS
  'When counting began in the process; the count ends about ten seconds later.';
