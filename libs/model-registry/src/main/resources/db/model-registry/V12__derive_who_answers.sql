-- A breaker that tries again every hour switches thousands of times a year; an alias moves some tens
-- of times. Who answers is found without reading the former.
DROP INDEX registry.moves_of_alias;
CREATE INDEX moves_of_alias ON registry.decision (model_name, alias, decision_id)
WHERE kind IN ('promoted', 'rolled_back', 'withdrawn');
CREATE INDEX switches_of_breaker ON registry.decision (model_name, alias, version, decision_id)
WHERE kind IN ('opened', 'half_opened', 'closed');

-- What an alias pointed at, and when. A breaker moves no alias.
CREATE OR REPLACE VIEW registry.tenure AS
SELECT model_name, alias, version, decision_id, kind, served_from, served_until, depth, era
FROM (
  SELECT
    model_name, alias, version, decision_id, kind,
    decided_at AS served_from,
    lead(decided_at) OVER moves AS served_until,
    sum(CASE kind WHEN 'promoted' THEN 1 WHEN 'rolled_back' THEN -1 ELSE 0 END) OVER moves AS depth,
    count(*) FILTER (WHERE kind = 'withdrawn') OVER moves AS era
  FROM registry.decision
  WHERE kind IN ('promoted', 'rolled_back', 'withdrawn')
  WINDOW moves AS (PARTITION BY model_name, alias ORDER BY decision_id)
) AS move
WHERE kind <> 'withdrawn';

-- How every breaker stands that ever switched; any other is closed.
CREATE VIEW registry.breaker AS
SELECT
  served.model_name, served.alias, served.version,
  CASE last.kind WHEN 'opened' THEN 'open' WHEN 'half_opened' THEN 'half_open' ELSE 'closed' END
    AS state,
  last.fallback_version, last.policy_decision, last.decided_at AS since, last.decision_id
FROM (
  SELECT DISTINCT model_name, alias, version
  FROM registry.decision
  WHERE kind = 'promoted'
) AS served
CROSS JOIN LATERAL (
  SELECT d.kind, d.fallback_version, d.policy_decision, d.decided_at, d.decision_id
  FROM registry.decision d
  WHERE d.model_name = served.model_name AND d.alias = served.alias AND d.version = served.version
    AND d.kind IN ('opened', 'half_opened', 'closed')
  ORDER BY d.decision_id DESC
  LIMIT 1
) AS last;

-- Who answers for an alias now: the version that it points at while that one's breaker is closed,
-- else the fallback, else (answered_by is null) the policy.
CREATE VIEW registry.serving AS
SELECT
  a.model_name, a.alias, a.version,
  coalesce(b.state, 'closed') AS breaker,
  CASE WHEN coalesce(b.state, 'closed') = 'closed' THEN a.version ELSE b.fallback_version END
    AS answered_by,
  b.policy_decision,
  greatest(a.served_from, b.since) AS since,
  b.decision_id
FROM registry.alias a
LEFT JOIN registry.breaker b
  ON b.model_name = a.model_name AND b.alias = a.alias AND b.version = a.version;

-- Who would answer, should the breaker open now of what an alias points at: beside a champion, the
-- version that answers as champion; else the version that the alias pointed at before, or before
-- that, as rollbacks would find them. A version whose own breaker is not closed, under whichever
-- alias, answers for nobody.
CREATE VIEW registry.standby AS
SELECT DISTINCT ON (model_name, alias) model_name, alias, present_version, version
FROM (
  SELECT s.model_name, s.alias, s.version AS present_version, c.answered_by AS version,
    NULL::bigint AS depth, true AS champion
  FROM registry.serving s
  JOIN registry.serving c
    ON c.model_name = s.model_name AND c.alias = 'champion' AND s.alias <> 'champion'
  UNION ALL
  SELECT model_name, alias, present_version, version, depth, false
  FROM (
    SELECT DISTINCT ON (present.model_name, present.alias, earlier.depth)
      present.model_name, present.alias, present.version AS present_version, earlier.version,
      earlier.depth
    FROM registry.tenure present
    JOIN registry.tenure earlier
      ON earlier.model_name = present.model_name AND earlier.alias = present.alias
      AND earlier.kind = 'promoted' AND earlier.depth < present.depth AND earlier.era = present.era
    WHERE present.served_until IS NULL
    ORDER BY present.model_name, present.alias, earlier.depth, earlier.decision_id DESC
  ) AS way_back
) AS choice
WHERE version IS NOT NULL AND version <> present_version
  AND NOT EXISTS (
    SELECT FROM registry.breaker b
    WHERE b.model_name = choice.model_name AND b.version = choice.version AND b.state <> 'closed')
ORDER BY model_name, alias, champion DESC, depth DESC;

-- All that a service needs that answers for an alias, and nothing about who decided it.
CREATE VIEW registry.answering AS
SELECT
  s.model_name, s.alias, s.version, v.bundle_sha256, s.breaker,
  CASE WHEN s.breaker <> 'closed' THEN s.answered_by END AS fallback_version,
  f.bundle_sha256 AS fallback_sha256,
  CASE WHEN s.breaker <> 'closed' THEN s.policy_decision END AS policy_decision,
  y.version AS standby_version, w.bundle_sha256 AS standby_sha256
FROM registry.serving s
JOIN registry.model_version v ON v.model_name = s.model_name AND v.version = s.version
LEFT JOIN registry.model_version f
  ON f.model_name = s.model_name AND f.version = s.answered_by AND s.breaker <> 'closed'
LEFT JOIN registry.standby y ON y.model_name = s.model_name AND y.alias = s.alias
LEFT JOIN registry.model_version w ON w.model_name = y.model_name AND w.version = y.version;

-- Who answered for an alias, and when; a period begins with each move of the alias and each switch
-- of the breaker of what it points at. A decision that follows from another by rule was never seen
-- without it, so both begin one period.
CREATE VIEW registry.service AS
SELECT
  model_name, alias, version, decision_id, breaker, answered_by, policy_decision, reason, automatic,
  answered_from, answered_until
FROM (
  SELECT
    event.model_name, event.alias, event.version, event.decision_id, event.kind,
    CASE event.kind WHEN 'opened' THEN 'open' WHEN 'half_opened' THEN 'half_open' ELSE 'closed' END
      AS breaker,
    CASE WHEN event.kind IN ('opened', 'half_opened')
      THEN event.fallback_version ELSE event.version END AS answered_by,
    event.policy_decision, event.reason, event.automatic,
    event.begins AS answered_from,
    lead(event.begins) OVER (
      PARTITION BY event.model_name, event.alias ORDER BY event.decision_id) AS answered_until
  FROM (
    SELECT
      d.model_name, d.alias, d.version, d.decision_id, d.kind, d.fallback_version,
      d.policy_decision, d.reason, d.automatic,
      coalesce(cause.decided_at, d.decided_at) AS begins,
      max(d.decision_id) FILTER (WHERE d.kind IN ('promoted', 'rolled_back', 'withdrawn')) OVER (
        PARTITION BY d.model_name, d.alias ORDER BY d.decision_id) AS last_move
    FROM registry.decision d
    LEFT JOIN registry.decision cause ON cause.decision_id = d.follows
    WHERE d.alias IS NOT NULL
  ) AS event
  JOIN registry.decision move ON move.decision_id = event.last_move
  WHERE (event.decision_id = event.last_move
      OR (event.version = move.version AND move.kind <> 'withdrawn'))
    AND NOT EXISTS (
      SELECT FROM registry.decision follower
      WHERE follower.follows = event.decision_id AND follower.alias = event.alias)
) AS period
WHERE kind <> 'withdrawn';

GRANT SELECT ON registry.answering TO surety_model_reader;
GRANT SELECT ON
  registry.breaker, registry.serving, registry.standby, registry.answering, registry.service
TO surety_trainer, surety_approver;

GRANT USAGE ON SCHEMA registry TO surety_watcher;
GRANT SELECT ON
  registry.bundle, registry.model_version, registry.decision, registry.identity,
  registry.staged_version, registry.tenure, registry.alias, registry.way_back,
  registry.breaker, registry.serving, registry.standby, registry.answering, registry.service
TO surety_watcher;
