CREATE VIEW registry.staged_version AS
SELECT
  v.model_name, v.version, coalesce(d.kind, 'candidate') AS stage,
  v.created_at, v.proposed_by, v.proposed_as, v.bundle_sha256, v.data_hash,
  v.gates_passed, v.evidence, v.evidence_sha256
FROM registry.model_version v
LEFT JOIN registry.decision d
  ON d.model_name = v.model_name AND d.version = v.version AND d.kind IN ('approved', 'rejected');

-- What each alias pointed at, and when. A promotion goes one step deeper and a rollback one step
-- up, so the version to go back to is the one last promoted at the depth above.
CREATE VIEW registry.tenure AS
SELECT
  model_name, alias, version, decision_id, kind,
  decided_at AS served_from,
  lead(decided_at) OVER moves AS served_until,
  sum(CASE kind WHEN 'promoted' THEN 1 ELSE -1 END) OVER moves AS depth
FROM registry.decision
WHERE alias IS NOT NULL
WINDOW moves AS (PARTITION BY model_name, alias ORDER BY decision_id);

CREATE VIEW registry.alias AS
SELECT t.model_name, t.alias, t.version, v.bundle_sha256, t.served_from
FROM registry.tenure t
JOIN registry.model_version v ON v.model_name = t.model_name AND v.version = t.version
WHERE t.served_until IS NULL;

CREATE VIEW registry.way_back AS
SELECT DISTINCT ON (present.model_name, present.alias)
  present.model_name, present.alias, present.version AS present_version, earlier.version
FROM registry.tenure present
JOIN registry.tenure earlier
  ON earlier.model_name = present.model_name AND earlier.alias = present.alias
  AND earlier.kind = 'promoted' AND earlier.depth = present.depth - 1
WHERE present.served_until IS NULL
ORDER BY present.model_name, present.alias, earlier.decision_id DESC;
