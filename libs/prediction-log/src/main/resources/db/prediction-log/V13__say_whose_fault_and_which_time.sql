-- What is read from these tables takes a version out of service, so they say exactly what they hold:
-- whose fault it was that a request failed, and which time was taken.
ALTER TABLE prediction_log.tally
  DROP CONSTRAINT kind_is_known,
  ADD CONSTRAINT kind_is_known CHECK (kind IN
    ('answered', 'failed', 'dependency_failed', 'answered_row', 'unknown_category'));

COMMENT ON COLUMN prediction_log.tally.kind IS
  'answered = requests that were answered, each line of a stream being one; failed = requests that were
   not, for a fault of the version, by which it is judged (of role policy: requests that want a
   probability, which a policy has not); dependency_failed = requests that were not,
   because something failed that every version needs, such as the feature service or this log (before
   this kind there was, they counted as failed); answered_row = rows in answers; unknown_category = rows
   refused for a category that the model does not know, each counted under the first such input.';
COMMENT ON COLUMN prediction_log.prediction.latency_micros IS
  'From the first byte of the request, or line, until its decision was made: the decision was not logged
   yet, nor the answer sent. NULL where nobody waited.';
