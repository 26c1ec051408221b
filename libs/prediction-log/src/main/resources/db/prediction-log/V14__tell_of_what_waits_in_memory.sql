-- With surety.audit.mode=async decisions wait in the memory of the process that answered, and die with
-- it. So that this leaves a trace, such a process tells how many it took, wrote and lost: with each
-- group of rows, in the transaction that writes them, and every few seconds. One that is not heard of
-- any more and never said that it ends has lost what it took and did not write.
CREATE TABLE prediction_log.async_process (
  instance     uuid PRIMARY KEY,
  login        text NOT NULL,
  address      text,
  began_at     timestamptz NOT NULL,
  told_at      timestamptz NOT NULL,
  ended_at     timestamptz,
  most_waiting int NOT NULL,
  taken        bigint NOT NULL,
  written      bigint NOT NULL,
  lost         bigint NOT NULL,
  CONSTRAINT something_may_wait CHECK (most_waiting > 0),
  CONSTRAINT nothing_is_less_than_none CHECK (taken >= 0 AND written >= 0 AND lost >= 0)
) WITH (fillfactor = 50);

COMMENT ON COLUMN prediction_log.async_process.most_waiting IS
  'So many decisions wait in its memory at most.';
COMMENT ON COLUMN prediction_log.async_process.taken IS
  'Decisions that were given to it to log, and might be answered from then on.';
COMMENT ON COLUMN prediction_log.async_process.lost IS
  'Decisions that it knows to be in no log: the queue was full, the database refused them, or time was over.';

-- Counts only grow, so that of two words on their way at once neither takes anything back.
CREATE FUNCTION prediction_log.tell_async(
  process uuid, may_wait int, has_taken bigint, has_written bigint, has_lost bigint, ends boolean)
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
BEGIN ATOMIC
  INSERT INTO prediction_log.async_process AS known
    (instance, login, address, began_at, told_at, ended_at, most_waiting, taken, written, lost)
  VALUES
    (process, session_user, host(inet_client_addr()), clock_timestamp(), clock_timestamp(),
     CASE WHEN ends THEN clock_timestamp() END, may_wait, has_taken, has_written, has_lost)
  ON CONFLICT (instance) DO UPDATE
  SET told_at = EXCLUDED.told_at,
    ended_at = coalesce(known.ended_at, EXCLUDED.ended_at),
    most_waiting = greatest(known.most_waiting, EXCLUDED.most_waiting),
    taken = greatest(known.taken, EXCLUDED.taken),
    written = greatest(known.written, EXCLUDED.written),
    lost = greatest(known.lost, EXCLUDED.lost)
  WHERE known.login = session_user;
END;

-- What became of each. It tells every five seconds, so a minute is no short disturbance.
CREATE VIEW prediction_log.async_account AS
SELECT
  instance, login, address, began_at, told_at, ended_at, taken, written, silent,
  lost + CASE WHEN silent THEN greatest(taken - written - lost, 0) ELSE 0 END AS lost_least,
  lost + CASE WHEN silent THEN most_waiting ELSE 0 END AS lost_most
FROM (
  SELECT
    instance, login, address, began_at, told_at, ended_at, most_waiting, taken, written, lost,
    ended_at IS NULL AND told_at < clock_timestamp() - INTERVAL '1 minute' AS silent
  FROM prediction_log.async_process
) AS told;

COMMENT ON COLUMN prediction_log.async_account.silent IS
  'It did not say that it ends, and is not heard of any more.';
COMMENT ON COLUMN prediction_log.async_account.lost_least IS
  'What it lost by its own count, and of a silent one what waited when it told last.';
COMMENT ON COLUMN prediction_log.async_account.lost_most IS
  'What it lost by its own count, and of a silent one as many as may have waited. What found no room
   after it told last is in its metric surety_audit_lost_total alone.';

-- What is missing in a day is known for as long as the day is kept.
CREATE FUNCTION prediction_log.forget_async_of_dropped() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM prediction_log.async_process p
  WHERE p.told_at < (NEW.day + 1)::timestamp AT TIME ZONE 'UTC';
  RETURN NULL;
END
$$;
CREATE TRIGGER forget_async AFTER INSERT ON prediction_log.dropped_day
FOR EACH ROW EXECUTE FUNCTION prediction_log.forget_async_of_dropped();
ALTER TABLE prediction_log.dropped_day ENABLE ALWAYS TRIGGER forget_async;

REVOKE ALL ON FUNCTION
  prediction_log.tell_async(uuid, int, bigint, bigint, bigint, boolean),
  prediction_log.forget_async_of_dropped()
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION prediction_log.tell_async(uuid, int, bigint, bigint, bigint, boolean)
TO surety_model_reader;
GRANT SELECT ON prediction_log.async_process, prediction_log.async_account
TO surety_trainer, surety_approver, surety_watcher;
