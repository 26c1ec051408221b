-- A run is written when it begins and when it ends, and never again. Whether it goes on is a fact of
-- the server, not a row: its process holds a lock for as long as it lives, however it dies.
CREATE TABLE run_log.run (
  run_id            int PRIMARY KEY,
  run_uuid          uuid NOT NULL UNIQUE DEFAULT gen_random_uuid(),
  kind              text NOT NULL,
  run_key           text,
  attempt           int NOT NULL,
  started_at        timestamptz NOT NULL,
  started_by        text NOT NULL,
  code_version      text NOT NULL,
  parameters        text NOT NULL,
  hashes            text NOT NULL,
  mlflow_experiment text,
  UNIQUE (kind, run_key, attempt),
  CONSTRAINT kind_is_plain CHECK (kind ~ '^[a-z][a-z0-9-]{0,62}$'),
  CONSTRAINT key_is_one_line CHECK (run_key ~ '\S' AND run_key !~ '[[:cntrl:]]' AND length(run_key) <= 200),
  CONSTRAINT parameters_are_a_json_object CHECK (parameters IS JSON OBJECT),
  CONSTRAINT hashes_are_a_json_object CHECK (hashes IS JSON OBJECT)
);

CREATE TABLE run_log.ending (
  run_id   int PRIMARY KEY REFERENCES run_log.run,
  outcome  text NOT NULL,
  ended_at timestamptz NOT NULL,
  message  text NOT NULL,
  hashes   text NOT NULL,
  metrics  text NOT NULL,
  CONSTRAINT outcome_is_known CHECK (outcome IN ('done', 'failed', 'broken_off')),
  CONSTRAINT message_is_given CHECK (message ~ '\S'),
  CONSTRAINT hashes_are_a_json_object CHECK (hashes IS JSON OBJECT),
  CONSTRAINT metrics_are_a_json_object CHECK (metrics IS JSON OBJECT)
);

-- The lock that says that a run's process lives: "RUNS" in ASCII, and the run.
CREATE FUNCTION run_log.lock_class() RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN 1381322323;

-- Whether somebody holds the lock of a run; with a process id, whether that one does.
CREATE FUNCTION run_log.is_held(run int, holder int DEFAULT NULL) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
RETURN EXISTS (
  SELECT FROM pg_locks l
  WHERE l.locktype = 'advisory' AND l.granted AND l.objsubid = 2
    AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
    AND l.classid::bigint = run_log.lock_class() AND l.objid::bigint = run
    AND (holder IS NULL OR l.pid = holder));

-- Runs are counted under a lock, so that their numbers, their times and their attempts are in order.
CREATE FUNCTION run_log.stamp_run() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('surety runs', 0));
  NEW.run_id := 1 + coalesce((SELECT max(r.run_id) FROM run_log.run r), 0);
  NEW.attempt := 1 + coalesce(
    (SELECT max(r.attempt) FROM run_log.run r
     WHERE r.kind = NEW.kind AND r.run_key = NEW.run_key), 0);
  IF NEW.attempt > 1 AND (
      SELECT e.outcome FROM run_log.run r LEFT JOIN run_log.ending e USING (run_id)
      WHERE r.kind = NEW.kind AND r.run_key = NEW.run_key AND r.attempt = NEW.attempt - 1
    ) NOT IN ('failed', 'broken_off') THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SJ001',
      MESSAGE = format('The run %s of %s is done already.', NEW.run_key, NEW.kind),
      HINT = 'Give what is to be run anew a key of its own.';
  END IF;
  NEW.started_at := clock_timestamp();
  NEW.started_by := session_user;
  -- Held before anybody can see the run, until the session ends.
  PERFORM pg_advisory_lock(run_log.lock_class(), NEW.run_id);
  RETURN NEW;
END
$$;
CREATE TRIGGER stamp_run BEFORE INSERT ON run_log.run
FOR EACH ROW EXECUTE FUNCTION run_log.stamp_run();

-- Only who holds the lock of a run ends it: its process, or who found that its process is gone.
CREATE FUNCTION run_log.stamp_ending() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT run_log.is_held(NEW.run_id, pg_backend_pid()) THEN
    RAISE EXCEPTION USING
      ERRCODE = 'SJ002',
      MESSAGE = format('Run %s is ended by another session than its own.', NEW.run_id),
      HINT = 'Take the lock of the run first; whoever cannot is not the one to end it.';
  END IF;
  NEW.ended_at := clock_timestamp();
  RETURN NEW;
END
$$;
CREATE TRIGGER stamp_ending BEFORE INSERT ON run_log.ending
FOR EACH ROW EXECUTE FUNCTION run_log.stamp_ending();

CREATE FUNCTION run_log.refuse_rewriting() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'SJ000',
    MESSAGE = format('%s is only ever added to: %s is refused.', TG_TABLE_NAME, TG_OP),
    HINT = 'Begin another run instead.';
END
$$;
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON run_log.run
FOR EACH STATEMENT EXECUTE FUNCTION run_log.refuse_rewriting();
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON run_log.ending
FOR EACH STATEMENT EXECUTE FUNCTION run_log.refuse_rewriting();

-- ALWAYS: not even a session that plays a replica gets past these.
ALTER TABLE run_log.run ENABLE ALWAYS TRIGGER stamp_run;
ALTER TABLE run_log.run ENABLE ALWAYS TRIGGER refuse_rewriting;
ALTER TABLE run_log.ending ENABLE ALWAYS TRIGGER stamp_ending;
ALTER TABLE run_log.ending ENABLE ALWAYS TRIGGER refuse_rewriting;
