-- One row for each load of a file. Loads run one after another and known_at grows strictly, so the
-- newest known_at that a transaction sees names the data it sees.
CREATE TABLE feature_store.ingest (
    ingest_id    bigint      NOT NULL PRIMARY KEY,
    file_name    text        NOT NULL,
    sha256       text        NOT NULL UNIQUE,
    source       text        NOT NULL CHECK (source IN ('file', 'simulated')),
    known_at     timestamptz NOT NULL UNIQUE,
    loaded_by    text        NOT NULL DEFAULT session_user,
    rows_read    bigint      NOT NULL,
    added        bigint      NOT NULL,
    changed      bigint      NOT NULL,
    unchanged    bigint      NOT NULL,
    repeated     bigint      NOT NULL,
    quarantined  bigint      NOT NULL
);

-- Every version of every loan: loan_date says when it was taken, known_from and known_to when this
-- version of it was what we knew. Wide columns come first, so that no row is padded.
CREATE TABLE feature_store.loan (
    loan_id             bigint           NOT NULL,
    user_id             bigint           NOT NULL,
    loan_amount         double precision NOT NULL,
    amt_income_total    double precision,
    cnt_fam_members     double precision,
    known_from          timestamptz      NOT NULL,
    known_to            timestamptz      NOT NULL DEFAULT 'infinity',
    ingest_id           bigint           NOT NULL,
    line                bigint           NOT NULL,
    loan_date           date             NOT NULL,
    birthday            date             NOT NULL,
    job_start_date      date             NOT NULL,
    cnt_children        integer,
    days_birth          integer,
    days_employed       integer,
    flag_mobil          integer,
    flag_work_phone     integer,
    flag_phone          integer,
    flag_email          integer,
    status              smallint,
    flag_own_car        text             NOT NULL,
    flag_own_realty     text             NOT NULL,
    code_gender         text,
    name_income_type    text,
    name_education_type text,
    name_family_status  text,
    name_housing_type   text,
    occupation_type     text
);

-- A loan has one current version.
CREATE FUNCTION feature_store.create_loan_index() RETURNS void
    LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        CREATE UNIQUE INDEX loan_current ON feature_store.loan (loan_id) WHERE known_to = 'infinity'
    $$;

DO $$ BEGIN PERFORM feature_store.create_loan_index(); END $$;

-- The first load writes its loans without the index and creates it then, in a fifth of the time.
-- Only an empty ledger lets go of it.
CREATE FUNCTION feature_store.drop_loan_index_of_empty_ledger() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
        BEGIN
            LOCK TABLE feature_store.loan IN ACCESS EXCLUSIVE MODE;
            IF EXISTS (SELECT FROM feature_store.loan) THEN
                RAISE EXCEPTION 'The ledger holds loans, so its index stays.';
            END IF;
            DROP INDEX IF EXISTS feature_store.loan_current;
        END
    $$;

REVOKE EXECUTE
    ON FUNCTION feature_store.create_loan_index(), feature_store.drop_loan_index_of_empty_ledger()
    FROM PUBLIC;

COMMENT ON COLUMN feature_store.loan.status IS '1 = not paid on time, 0 = paid, null = not known yet';
COMMENT ON COLUMN feature_store.loan.job_start_date IS 'in the year 3021 when not employed';
COMMENT ON COLUMN feature_store.loan.line IS 'the line of the file that this version was read from';

-- Rows of accepted files that broke a rule.
CREATE TABLE feature_store.quarantine (
    ingest_id   bigint NOT NULL REFERENCES feature_store.ingest (ingest_id) DEFERRABLE INITIALLY DEFERRED,
    line        bigint NOT NULL,
    column_name text,
    reason      text   NOT NULL,
    row_text    text   NOT NULL
);

CREATE INDEX quarantine_of_ingest ON feature_store.quarantine (ingest_id, line);

GRANT USAGE ON SCHEMA feature_store TO surety_trainer;
GRANT EXECUTE
    ON FUNCTION feature_store.create_loan_index(), feature_store.drop_loan_index_of_empty_ledger()
    TO surety_trainer;
GRANT SELECT, INSERT ON feature_store.ingest, feature_store.loan, feature_store.quarantine TO surety_trainer;
-- A load refreshes what the planner knows of the table; no earlier server has a right for that.
DO
$$
BEGIN
    IF current_setting('server_version_num')::integer >= 170000 THEN
        GRANT MAINTAIN ON feature_store.loan TO surety_trainer;
    END IF;
END
$$;
-- A version is closed, and never otherwise changed or removed.
GRANT UPDATE (known_to) ON feature_store.loan TO surety_trainer;
