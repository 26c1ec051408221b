-- Group roles; logins are made members of them. Roles belong to the server, so another database of
-- it may be creating the same ones at this moment: then they are simply there.
DO
$$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'surety_feature_reader') THEN
        CREATE ROLE surety_feature_reader NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;

DO
$$
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'surety_trainer') THEN
        CREATE ROLE surety_trainer NOLOGIN;
    END IF;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
