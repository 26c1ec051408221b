-- Calibration is kept by band of the score and by month of the decision, too.
COMMENT ON COLUMN model_watch.measurement.figure IS
  'The rule of the breaker; or drift.STATISTIC, estimated.FIGURE, expected.FIGURE (of the loans whose outcome is known) and realised.FIGURE beside the rules.';
COMMENT ON COLUMN model_watch.measurement.subject IS
  'The input, where it is about one; (scores); of band_ figures the band of the score, of cohort_ figures the month of the decision: these are kept when outcomes changed; else empty.';
