-- A condition on the day may be tried on every relation of the server before the parts of the log
-- are picked from them, and a name such as flyway_schema_history says no day. CASE is tried in order.
CREATE OR REPLACE VIEW prediction_log.prepared_day AS
SELECT
  CASE WHEN part.relname ~ '_[0-9]{8}$' THEN to_date(right(part.relname, 8), 'YYYYMMDD') END AS day,
  part.oid::regclass AS part,
  greatest(part.reltuples, 0)::bigint AS about_rows,
  pg_total_relation_size(part.oid) AS bytes
FROM pg_inherits
JOIN pg_class part ON part.oid = inhrelid
WHERE inhparent = 'prediction_log.prediction'::regclass AND part.relkind = 'r';
