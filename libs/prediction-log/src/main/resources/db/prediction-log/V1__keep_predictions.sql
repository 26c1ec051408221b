-- Every decision as it was made. A prediction_id is a UUIDv7, so it tells its time, and days are
-- ranges of ids. What was made without a model's score, by the policy of an open breaker, has role
-- 'policy' and neither probability nor score.
CREATE TABLE prediction_log.prediction (
  prediction_id     uuid NOT NULL PRIMARY KEY,
  user_id           bigint,
  as_of             date,
  features_basis    text,
  features_known_at timestamptz,
  model_name        text NOT NULL,
  model_version     int NOT NULL,
  role              text NOT NULL,
  inputs            double precision[],
  margin            real,
  probability       double precision,
  score             int,
  decision          text NOT NULL,
  reasons           json,
  caller            text,
  latency_micros    int,
  erasure_id        bigint,
  CONSTRAINT id_tells_its_time CHECK (uuid_extract_version(prediction_id) = 7),
  CONSTRAINT basis_is_known CHECK (features_basis IN ('latest_loan', 'next_loan')),
  CONSTRAINT role_is_known CHECK (role IN
    ('champion', 'canary', 'fallback', 'named', 'challenger', 'probe', 'batch', 'policy')),
  CONSTRAINT decision_is_known CHECK (decision IN ('approve', 'refer', 'decline')),
  CONSTRAINT score_is_whole CHECK (
    num_nulls(inputs, margin, probability, score) =
      CASE WHEN role = 'policy' OR erasure_id IS NOT NULL THEN 4 ELSE 0 END)
) PARTITION BY RANGE (prediction_id);

CREATE INDEX prediction_of_user ON prediction_log.prediction (user_id, prediction_id)
WHERE user_id IS NOT NULL;

COMMENT ON COLUMN prediction_log.prediction.features_known_at IS
  'The newest load of loans that the features took into account; NULL when they came with the request.';
COMMENT ON COLUMN prediction_log.prediction.inputs IS
  'What was scored, in the order of the version''s schema; NULL elements are missing values.';
COMMENT ON COLUMN prediction_log.prediction.reasons IS
  'As they were answered; NULL when none were asked for.';
COMMENT ON COLUMN prediction_log.prediction.erasure_id IS
  'The erasure that removed person, inputs, margin, probability, score and reasons.';

-- The least id of a moment.
CREATE FUNCTION prediction_log.first_id(moment timestamptz) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN (lpad(to_hex(floor(extract(epoch FROM moment) * 1000)::bigint), 12, '0')
  || '00000000000000000000')::uuid;

-- The least id of a day, which begins at 00:00 UTC.
CREATE FUNCTION prediction_log.first_id_of(day date) RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp
RETURN prediction_log.first_id(day::timestamp AT TIME ZONE 'UTC');

CREATE FUNCTION prediction_log.name_of(day date) RETURNS text
LANGUAGE sql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp
RETURN 'prediction_' || to_char(day, 'YYYYMMDD');

-- The days that the log has a place for.
CREATE VIEW prediction_log.prepared_day AS
SELECT
  to_date(right(part.relname, 8), 'YYYYMMDD') AS day,
  part.oid::regclass AS part,
  greatest(part.reltuples, 0)::bigint AS about_rows,
  pg_total_relation_size(part.oid) AS bytes
FROM pg_inherits
JOIN pg_class part ON part.oid = inhrelid
WHERE inhparent = 'prediction_log.prediction'::regclass AND part.relkind = 'r';
