-- The breaker takes a version out of service without moving its alias: opened, half-opened (the
-- version proves itself in shadow while another answers) and closed again are decisions like any
-- other. Who answers meanwhile is written down with them: a fallback version, and what is answered
-- where no version can. Nobody is approved without a model.
ALTER TABLE registry.decision
  ADD COLUMN fallback_version int,
  ADD COLUMN policy_decision  text,
  ADD COLUMN figures          json,
  ADD COLUMN follows          bigint REFERENCES registry.decision,
  DROP CONSTRAINT kind_is_known,
  DROP CONSTRAINT alias_is_moved_or_absent,
  ADD CONSTRAINT kind_is_known CHECK (kind IN (
    'approved', 'rejected', 'promoted', 'rolled_back', 'withdrawn',
    'opened', 'half_opened', 'closed')),
  ADD CONSTRAINT alias_is_named_or_absent
    CHECK ((alias IS NOT NULL) = (kind NOT IN ('approved', 'rejected'))),
  ADD CONSTRAINT fallback_is_a_version
    FOREIGN KEY (model_name, fallback_version) REFERENCES registry.model_version,
  ADD CONSTRAINT out_of_service_says_who_answers
    CHECK ((policy_decision IS NOT NULL) = (kind IN ('opened', 'half_opened'))),
  ADD CONSTRAINT policy_approves_nobody CHECK (policy_decision IN ('refer', 'decline')),
  ADD CONSTRAINT fallback_answers_out_of_service
    CHECK (fallback_version IS NULL OR kind IN ('opened', 'half_opened')),
  ADD CONSTRAINT figures_are_a_json_object CHECK (json_typeof(figures) = 'object'),
  ADD CONSTRAINT figures_caused_a_switch
    CHECK (figures IS NULL OR kind IN ('opened', 'half_opened', 'closed'));

COMMENT ON COLUMN registry.decision.follows IS
  'The decision of the same transaction that this one follows from by rule; null for all others.';

CREATE INDEX followers_of_decision ON registry.decision (follows) WHERE follows IS NOT NULL;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'surety_watcher') THEN
    CREATE ROLE surety_watcher NOLOGIN;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;
