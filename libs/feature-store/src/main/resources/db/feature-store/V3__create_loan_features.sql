-- Whole years of 365 days; null when the first date is after the second.
CREATE FUNCTION feature_store.years_between(from_date date, to_date date) RETURNS integer
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN CASE WHEN from_date <= to_date THEN (to_date - from_date) / 365 END;

-- What was known of a user at each loan. The "previous" columns count the loans with a date strictly
-- before this one's; the "to date" columns also every loan of the same day. Dates are kept, not
-- years, so that years are right on any day. A user's latest loan is one descent of the primary key.
CREATE TABLE feature_store.loan_features (
    loan_id                   bigint           NOT NULL,
    user_id                   bigint           NOT NULL,
    avg_amount_loans_previous double precision,
    avg_amount_loans_to_date  double precision NOT NULL,
    loan_date                 date             NOT NULL,
    birthday                  date             NOT NULL,
    job_start_date            date             NOT NULL,
    nb_previous_loans         integer          NOT NULL,
    nb_loans_to_date          integer          NOT NULL,
    flag_own_car              smallint         NOT NULL,
    PRIMARY KEY (user_id, loan_date, loan_id)
);

REVOKE EXECUTE ON FUNCTION feature_store.years_between(date, date) FROM PUBLIC;
GRANT USAGE ON SCHEMA feature_store TO surety_feature_reader;
GRANT EXECUTE ON FUNCTION feature_store.years_between(date, date) TO surety_feature_reader, surety_trainer;
GRANT SELECT ON feature_store.loan_features TO surety_feature_reader;
GRANT SELECT, INSERT, DELETE ON feature_store.loan_features TO surety_trainer;

DO
$$
BEGIN
    IF current_setting('server_version_num')::integer >= 170000 THEN
        GRANT MAINTAIN ON feature_store.loan_features TO surety_trainer;
    END IF;
END
$$;
