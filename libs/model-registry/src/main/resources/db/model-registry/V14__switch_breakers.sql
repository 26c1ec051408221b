-- The one way to switch a breaker. Who only watches switches as a program and does nothing else;
-- who approves overrides. Without a fallback being named, whoever answers goes on answering, or
-- else the standby begins to. Returns the id of the decision.
CREATE FUNCTION registry.switch_breaker(
  model text, number int, name_of_alias text, switch text,
  fallback int, without_fallback boolean, policy text,
  claimed_name text, by_program boolean, because text, observed json
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  standing record;
  substitute int := fallback;
  answer text := policy;
  recorded bigint;
BEGIN
  IF NOT pg_has_role(session_user, 'surety_approver', 'MEMBER')
      AND NOT (coalesce(by_program, false) AND pg_has_role(session_user, 'surety_watcher', 'MEMBER')) THEN
    RAISE EXCEPTION USING
      ERRCODE = '42501',
      MESSAGE = format('the login %s is no member of surety_approver, and of surety_watcher only automatic switches are taken',
        session_user);
  ELSIF switch IS NULL OR switch NOT IN ('opened', 'half_opened', 'closed') THEN
    RAISE EXCEPTION USING
      ERRCODE = '42501',
      MESSAGE = format('a breaker is opened, half_opened or closed, and not %s', coalesce(switch, 'null'));
  END IF;
  -- The lock of decisions, so that what is looked at stays as it is.
  PERFORM pg_advisory_xact_lock(hashtextextended('surety decisions', 0));
  SELECT b.state, b.fallback_version, b.policy_decision INTO standing
  FROM registry.breaker b
  WHERE b.model_name = model AND b.alias = name_of_alias AND b.version = number;

  IF switch = 'closed' THEN
    substitute := NULL;
    answer := NULL;
  ELSIF by_program
      AND standing.state = (CASE switch WHEN 'opened' THEN 'open' ELSE 'half_open' END) THEN
    -- What stands stays as it is, whoever chose it; the guard says so.
    substitute := standing.fallback_version;
    answer := standing.policy_decision;
  ELSE
    IF coalesce(without_fallback, false) THEN
      substitute := NULL;
    ELSIF substitute IS NULL AND standing.state IN ('open', 'half_open') THEN
      substitute := standing.fallback_version;
    ELSIF substitute IS NULL THEN
      SELECT y.version INTO substitute FROM registry.standby y
      WHERE y.model_name = model AND y.alias = name_of_alias AND y.present_version = number;
    END IF;
    answer := coalesce(answer,
      CASE WHEN standing.state <> 'closed' THEN standing.policy_decision END, 'refer');
  END IF;

  INSERT INTO registry.decision
    (model_name, version, kind, alias, fallback_version, policy_decision,
     claimed_by, automatic, reason, figures)
  VALUES
    (model, number, switch, name_of_alias, substitute, answer,
     claimed_name, by_program, because, observed)
  RETURNING decision_id INTO recorded;
  RETURN recorded;
END
$$;

-- An alias that comes to point at a version which is not known to be sound is answered by another.
-- That is so when a breaker of the version is not closed, under whichever alias; and when a new
-- version is promoted in the place of one that was taken out of service: it proves itself in shadow
-- first. The version that answered as the fallback has proved itself, and whoever rolls back to a
-- sound version wants it at once.
CREATE FUNCTION registry.follow_move() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  before record;
  own_state text;
  sound boolean;
  substitute int;
  answer text;
BEGIN
  SELECT d.version, coalesce(b.state, 'closed') AS state, b.fallback_version, b.policy_decision
  INTO before
  FROM (
    SELECT m.model_name, m.alias, m.version, m.kind
    FROM registry.decision m
    WHERE m.model_name = NEW.model_name AND m.alias = NEW.alias
      AND m.decision_id < NEW.decision_id
      AND m.kind IN ('promoted', 'rolled_back', 'withdrawn')
    ORDER BY m.decision_id DESC LIMIT 1
  ) AS d
  LEFT JOIN registry.breaker b
    ON b.model_name = d.model_name AND b.alias = d.alias AND b.version = d.version
  WHERE d.kind <> 'withdrawn';
  SELECT b.state, b.policy_decision INTO own_state, answer FROM registry.breaker b
  WHERE b.model_name = NEW.model_name AND b.alias = NEW.alias AND b.version = NEW.version;
  sound := NOT registry.is_broken(NEW.model_name, NEW.version);

  IF sound AND (NEW.kind = 'rolled_back' OR before.version IS NULL OR before.state = 'closed'
      OR before.fallback_version = NEW.version) THEN
    RETURN NULL;
  END IF;

  substitute := CASE WHEN before.state = 'closed' THEN before.version ELSE before.fallback_version END;
  answer := coalesce(before.policy_decision, answer, 'refer');
  -- Whoever rolls back wants away from what answered, so that looks further back.
  IF NEW.kind = 'rolled_back' OR before.version IS NULL OR substitute = NEW.version
      OR registry.is_broken(NEW.model_name, substitute) THEN
    SELECT y.version INTO substitute FROM registry.standby y
    WHERE y.model_name = NEW.model_name AND y.alias = NEW.alias;
  END IF;

  INSERT INTO registry.decision
    (model_name, version, kind, alias, fallback_version, policy_decision,
     claimed_by, automatic, reason, follows)
  VALUES
    (NEW.model_name, NEW.version,
     CASE WHEN NEW.kind = 'rolled_back' AND own_state = 'open' THEN 'opened' ELSE 'half_opened' END,
     NEW.alias, substitute, answer, 'registry', true,
     CASE WHEN sound
       THEN format('Version %s was out of service when this one took its place, so it proves itself first.', before.version)
       ELSE 'Its breaker was not closed when the alias was moved to it, so it answers nobody yet.' END,
     NEW.decision_id);
  RETURN NULL;
END
$$;

-- A version that is taken out of service answers for nobody else either.
CREATE FUNCTION registry.follow_switch() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  other record;
BEGIN
  FOR other IN
    SELECT s.alias, s.version, s.breaker, s.policy_decision, y.version AS substitute
    FROM registry.serving s
    LEFT JOIN registry.standby y ON y.model_name = s.model_name AND y.alias = s.alias
    WHERE s.model_name = NEW.model_name AND s.alias <> NEW.alias AND s.breaker <> 'closed'
      AND s.answered_by = NEW.version
    ORDER BY s.alias
  LOOP
    INSERT INTO registry.decision
      (model_name, version, kind, alias, fallback_version, policy_decision,
       claimed_by, automatic, reason, follows)
    VALUES
      (NEW.model_name, other.version,
       CASE other.breaker WHEN 'open' THEN 'opened' ELSE 'half_opened' END,
       other.alias, other.substitute, other.policy_decision, 'registry', true,
       format('Version %s, which answered for it, was itself taken out of service as %s.', NEW.version, NEW.alias),
       NEW.decision_id);
  END LOOP;
  RETURN NULL;
END
$$;

CREATE FUNCTION registry.is_broken(model text, number int) RETURNS boolean
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM registry.breaker b
    WHERE b.model_name = model AND b.version = number AND b.state <> 'closed')
$$;

CREATE TRIGGER decision_5_move AFTER INSERT ON registry.decision
FOR EACH ROW WHEN (NEW.kind IN ('promoted', 'rolled_back')) EXECUTE FUNCTION registry.follow_move();
CREATE TRIGGER decision_6_switch AFTER INSERT ON registry.decision
FOR EACH ROW WHEN (NEW.kind IN ('opened', 'half_opened')) EXECUTE FUNCTION registry.follow_switch();
ALTER TABLE registry.decision ENABLE ALWAYS TRIGGER decision_5_move;
ALTER TABLE registry.decision ENABLE ALWAYS TRIGGER decision_6_switch;

REVOKE ALL ON FUNCTION
  registry.switch_breaker(text, int, text, text, int, boolean, text, text, boolean, text, json),
  registry.follow_move(), registry.follow_switch(), registry.is_broken(text, int)
FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  registry.switch_breaker(text, int, text, text, int, boolean, text, text, boolean, text, json)
TO surety_watcher, surety_approver;
