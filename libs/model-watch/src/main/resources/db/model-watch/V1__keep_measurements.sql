-- What looks at served models found. A measurement is taken every few minutes, and whenever a rule's
-- verdict changes; the last look of all is one row for each version under an alias.
CREATE TABLE model_watch.measurement (
  model_name    text NOT NULL,
  version       int NOT NULL,
  alias         text NOT NULL,
  figure        text NOT NULL,
  subject       text NOT NULL,
  measured_at   timestamptz NOT NULL,
  measured_from timestamptz NOT NULL,
  rows          bigint NOT NULL,
  value         double precision,
  lower         double precision,
  upper         double precision,
  cut           double precision,
  verdict       text,
  sentence      text NOT NULL,
  PRIMARY KEY (model_name, version, alias, figure, subject, measured_at),
  CONSTRAINT verdict_is_known CHECK (verdict IN ('held', 'broken', 'too_few')),
  CONSTRAINT window_is_one CHECK (measured_from <= measured_at),
  CONSTRAINT rows_are_counted CHECK (rows >= 0)
);

CREATE INDEX measurement_by_time ON model_watch.measurement (measured_at);

COMMENT ON COLUMN model_watch.measurement.figure IS
  'The rule of the breaker; or drift.STATISTIC, estimated.FIGURE, realised.FIGURE beside the rules.';
COMMENT ON COLUMN model_watch.measurement.subject IS
  'The input, where it is about one; (scores); else empty.';
COMMENT ON COLUMN model_watch.measurement.verdict IS
  'What a rule says; NULL for figures that no rule judges.';

CREATE TABLE model_watch.look (
  model_name  text NOT NULL,
  version     int NOT NULL,
  alias       text NOT NULL,
  looked_at   timestamptz NOT NULL,
  looked_by   text NOT NULL,
  took_micros bigint NOT NULL,
  breaker     text NOT NULL,
  rows        bigint NOT NULL,
  outcomes    bigint NOT NULL,
  PRIMARY KEY (model_name, version, alias)
);

COMMENT ON COLUMN model_watch.look.rows IS
  'Answers that were looked at: of the longest window of the rules, the newest up to a bound.';

-- How each rule stands for whoever is to be told when that changes. A rule that is too seldom
-- answered stays as it was.
CREATE TABLE model_watch.standing (
  model_name  text NOT NULL,
  version     int NOT NULL,
  alias       text NOT NULL,
  rule        text NOT NULL,
  broken      boolean NOT NULL,
  since       timestamptz NOT NULL,
  last_broken timestamptz,
  PRIMARY KEY (model_name, version, alias, rule)
);
