-- decision_id is counted under a lock and not drawn from a sequence, so that ids, times and the
-- order in which decisions took effect are one order, and a missing id is a missing decision.
CREATE TABLE registry.decision (
  decision_id     bigint PRIMARY KEY,
  decided_at      timestamptz NOT NULL UNIQUE,
  model_name      text NOT NULL,
  version         int NOT NULL,
  kind            text NOT NULL,
  alias           text,
  decided_by      text NOT NULL,
  claimed_by      text NOT NULL,
  claim_verified  boolean NOT NULL,
  automatic       boolean NOT NULL,
  reason          text NOT NULL,
  override_reason text,
  evidence_sha256 text NOT NULL,
  FOREIGN KEY (model_name, version) REFERENCES registry.model_version,
  CONSTRAINT kind_is_known CHECK (kind IN ('approved', 'rejected', 'promoted', 'rolled_back')),
  CONSTRAINT alias_is_moved_or_absent CHECK ((alias IS NOT NULL) = (kind IN ('promoted', 'rolled_back'))),
  CONSTRAINT alias_is_plain CHECK (alias ~ '^[a-z][a-z0-9-]{0,62}$'),
  CONSTRAINT decider_is_named CHECK (claimed_by ~ '\S'),
  CONSTRAINT reason_is_given CHECK (reason ~ '\S'),
  CONSTRAINT override_has_its_reason CHECK (override_reason ~ '\S'),
  CONSTRAINT only_approvals_override CHECK (override_reason IS NULL OR kind = 'approved'),
  CONSTRAINT only_people_override CHECK (override_reason IS NULL OR NOT automatic)
);

CREATE UNIQUE INDEX version_is_decided_once ON registry.decision (model_name, version)
WHERE kind IN ('approved', 'rejected');
CREATE INDEX moves_of_alias ON registry.decision (model_name, alias, decision_id)
WHERE alias IS NOT NULL;

CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON registry.decision
FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_rewriting();
ALTER TABLE registry.decision ENABLE ALWAYS TRIGGER refuse_rewriting;
