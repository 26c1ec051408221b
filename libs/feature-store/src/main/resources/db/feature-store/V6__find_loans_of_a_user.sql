-- Who computes the features of some users again, as a check of consistency does, finds their loans
-- here and need not read the ledger of everybody (ADR 29). All versions are in it: what was known
-- earlier is asked for as well.
CREATE INDEX loan_of_user ON feature_store.loan (user_id);

-- The first load writes its loans without it, too.
CREATE OR REPLACE FUNCTION feature_store.create_loan_index() RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        CREATE UNIQUE INDEX loan_current ON feature_store.loan (loan_id) WHERE known_to = 'infinity';
        CREATE INDEX loan_of_user ON feature_store.loan (user_id)
    $$;

CREATE OR REPLACE FUNCTION feature_store.drop_loan_index_of_empty_ledger() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        BEGIN
            LOCK TABLE feature_store.loan IN ACCESS EXCLUSIVE MODE;
            IF EXISTS (SELECT FROM feature_store.loan) THEN
                RAISE EXCEPTION 'The ledger holds loans, so its indexes stay.';
            END IF;
            DROP INDEX IF EXISTS feature_store.loan_current, feature_store.loan_of_user;
        END
    $$;
