CREATE TABLE registry.bundle (
  sha256    text PRIMARY KEY,
  bytes     bytea NOT NULL,
  stored_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  CONSTRAINT bundle_is_what_its_hash_says CHECK (sha256 = encode(pg_catalog.sha256(bytes), 'hex'))
);
-- A bundle is a zip: compressing it again would only cost time.
ALTER TABLE registry.bundle ALTER COLUMN bytes SET STORAGE EXTERNAL;

-- Evidence is text, not jsonb, because its hash must be the hash of what was written.
CREATE TABLE registry.model_version (
  model_name      text NOT NULL,
  version         int NOT NULL,
  created_at      timestamptz NOT NULL,
  proposed_by     text NOT NULL,
  proposed_as     text NOT NULL,
  bundle_sha256   text NOT NULL REFERENCES registry.bundle,
  data_hash       text NOT NULL,
  gates_passed    boolean NOT NULL,
  evidence        text NOT NULL,
  evidence_sha256 text NOT NULL,
  PRIMARY KEY (model_name, version),
  CONSTRAINT bundle_is_one_version UNIQUE (model_name, bundle_sha256),
  CONSTRAINT model_name_is_plain CHECK (model_name ~ '^[a-z][a-z0-9-]{0,62}$'),
  CONSTRAINT proposer_is_named CHECK (proposed_as ~ '\S'),
  CONSTRAINT data_is_named CHECK (data_hash ~ '\S'),
  CONSTRAINT evidence_is_a_json_object CHECK (evidence IS JSON OBJECT)
);

-- Versions of one model are registered one after the other, so their numbers have no gaps.
CREATE FUNCTION registry.stamp_version() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('surety model ' || NEW.model_name, 0));
  NEW.version := 1 + coalesce(
    (SELECT max(v.version) FROM registry.model_version v WHERE v.model_name = NEW.model_name), 0);
  NEW.created_at := clock_timestamp();
  NEW.proposed_by := session_user;
  NEW.evidence_sha256 := encode(sha256(convert_to(NEW.evidence, 'UTF8')), 'hex');
  RETURN NEW;
END
$$;

CREATE TRIGGER stamp_version BEFORE INSERT ON registry.model_version
FOR EACH ROW EXECUTE FUNCTION registry.stamp_version();

CREATE FUNCTION registry.refuse_rewriting() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'SR000',
    MESSAGE = format('%s is only ever added to: %s is refused.', TG_TABLE_NAME, TG_OP),
    HINT = 'Record a new version or a new decision instead.';
END
$$;

CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON registry.bundle
FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_rewriting();
CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON registry.model_version
FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_rewriting();

-- ALWAYS: not even a session that plays a replica gets past these.
ALTER TABLE registry.bundle ENABLE ALWAYS TRIGGER refuse_rewriting;
ALTER TABLE registry.model_version ENABLE ALWAYS TRIGGER refuse_rewriting;
ALTER TABLE registry.model_version ENABLE ALWAYS TRIGGER stamp_version;
