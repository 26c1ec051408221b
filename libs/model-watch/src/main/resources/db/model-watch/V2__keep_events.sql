-- What is told to the webhook, in one order: switches of breakers, whoever took them, rules that broke
-- or hold again, and candidates that wait for approval. Each occurs once, whoever finds it first.
CREATE TABLE model_watch.event (
  event_id    bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key         text NOT NULL UNIQUE,
  kind        text NOT NULL,
  model_name  text NOT NULL,
  version     int NOT NULL,
  alias       text,
  state       text,
  reason      text NOT NULL,
  figures     json,
  automatic   boolean NOT NULL,
  decided_by  text,
  occurred_at timestamptz NOT NULL,
  decision_id bigint UNIQUE,
  CONSTRAINT kind_is_known CHECK (kind IN (
    'breaker_opened', 'breaker_half_opened', 'breaker_closed',
    'rule_broken', 'rule_held', 'candidate_waiting')),
  CONSTRAINT decision_switched_a_breaker
    CHECK ((decision_id IS NOT NULL) = starts_with(kind, 'breaker_'))
);

COMMENT ON COLUMN model_watch.event.key IS
  'Tells receivers that an event which comes twice is one.';

-- How far the registry was looked through, and how far the webhook got; one row.
CREATE TABLE model_watch.pointer (
  one             boolean PRIMARY KEY DEFAULT true CHECK (one),
  begun_at        timestamptz NOT NULL,
  decisions_until bigint NOT NULL,
  delivered_until bigint NOT NULL,
  delivered_at    timestamptz
);
