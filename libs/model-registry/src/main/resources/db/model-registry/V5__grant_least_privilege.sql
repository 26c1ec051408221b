-- Roles belong to the server, so another database or another migration may have created them.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['surety_model_reader', 'surety_trainer', 'surety_approver'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL;
      END;
    END IF;
  END LOOP;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA registry FROM PUBLIC;
GRANT USAGE ON SCHEMA registry TO surety_model_reader, surety_trainer, surety_approver;

-- The prediction service: what is served, and nothing about who decided it.
GRANT SELECT ON registry.bundle, registry.staged_version, registry.alias TO surety_model_reader;

GRANT SELECT ON
  registry.bundle, registry.model_version, registry.decision,
  registry.staged_version, registry.tenure, registry.alias, registry.way_back
TO surety_trainer, surety_approver;

-- Training proposes; what the database stamps it cannot write.
GRANT INSERT (sha256, bytes) ON registry.bundle TO surety_trainer;
GRANT INSERT (model_name, proposed_as, bundle_sha256, data_hash, gates_passed, evidence)
ON registry.model_version TO surety_trainer;

-- Approvers decide; what the database stamps they cannot write.
GRANT INSERT (model_name, version, kind, alias, claimed_by, automatic, reason, override_reason)
ON registry.decision TO surety_approver;
GRANT EXECUTE ON FUNCTION registry.same_person(text, text) TO surety_approver;
