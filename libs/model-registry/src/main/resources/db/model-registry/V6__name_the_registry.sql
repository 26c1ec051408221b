-- What leaves this registry says where it comes from. A name of the database may be taken twice;
-- this one is made once, and a restored backup brings it along.
CREATE TABLE registry.identity (
  registry uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  made_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE UNIQUE INDEX registry_has_one_identity ON registry.identity ((true));
INSERT INTO registry.identity DEFAULT VALUES;

CREATE TRIGGER refuse_rewriting BEFORE UPDATE OR DELETE OR TRUNCATE ON registry.identity
FOR EACH STATEMENT EXECUTE FUNCTION registry.refuse_rewriting();
ALTER TABLE registry.identity ENABLE ALWAYS TRIGGER refuse_rewriting;

GRANT SELECT ON registry.identity TO surety_trainer, surety_approver;
