-- What the first run of a key settled for all who share the key: those that resume it, and its shards.
CREATE TABLE run_log.agreement (
  kind      text NOT NULL,
  run_key   text NOT NULL,
  agreed_at timestamptz NOT NULL,
  terms     text NOT NULL,
  PRIMARY KEY (kind, run_key),
  CONSTRAINT terms_are_a_json_object CHECK (terms IS JSON OBJECT)
);

-- How far the runs of a key have come. A step is reached once: a process that was taken for gone, and
-- still works, fails here together with what it wanted to write in the same transaction.
CREATE TABLE run_log.checkpoint (
  kind       text NOT NULL,
  run_key    text NOT NULL,
  step       int NOT NULL,
  run_id     int NOT NULL REFERENCES run_log.run,
  reached_at timestamptz NOT NULL,
  state      text NOT NULL,
  PRIMARY KEY (kind, run_key, step),
  CONSTRAINT step_is_counted CHECK (step >= 1),
  CONSTRAINT state_is_a_json_object CHECK (state IS JSON OBJECT)
);

-- Rows that the runs of a key could not use, and why. They tell of people, so the owner of the table
-- may remove them.
CREATE TABLE run_log.rejected_row (
  kind        text NOT NULL,
  run_key     text NOT NULL,
  place       bigint NOT NULL,
  column_name text NOT NULL,
  user_id     bigint,
  reason      text NOT NULL,
  PRIMARY KEY (kind, run_key, place, column_name)
);

CREATE FUNCTION run_log.stamp_agreement() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  NEW.agreed_at := clock_timestamp();
  RETURN NEW;
END
$$;
CREATE TRIGGER stamp_agreement BEFORE INSERT ON run_log.agreement
FOR EACH ROW EXECUTE FUNCTION run_log.stamp_agreement();

CREATE FUNCTION run_log.stamp_checkpoint() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF EXISTS (SELECT FROM run_log.ending e WHERE e.run_id = NEW.run_id) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SJ003',
      MESSAGE = format('Run %s has ended and goes no further.', NEW.run_id),
      HINT = 'Another process took it for gone and goes on with its key; ''./surety runs'' shows it.';
  END IF;
  SELECT r.kind, r.run_key INTO NEW.kind, NEW.run_key FROM run_log.run r WHERE r.run_id = NEW.run_id;
  NEW.reached_at := clock_timestamp();
  RETURN NEW;
END
$$;
CREATE TRIGGER stamp_checkpoint BEFORE INSERT ON run_log.checkpoint
FOR EACH ROW EXECUTE FUNCTION run_log.stamp_checkpoint();

CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON run_log.agreement
FOR EACH STATEMENT EXECUTE FUNCTION run_log.refuse_rewriting();
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON run_log.checkpoint
FOR EACH STATEMENT EXECUTE FUNCTION run_log.refuse_rewriting();
ALTER TABLE run_log.agreement ENABLE ALWAYS TRIGGER refuse_rewriting;
ALTER TABLE run_log.checkpoint ENABLE ALWAYS TRIGGER refuse_rewriting;
ALTER TABLE run_log.agreement ENABLE ALWAYS TRIGGER stamp_agreement;
ALTER TABLE run_log.checkpoint ENABLE ALWAYS TRIGGER stamp_checkpoint;
