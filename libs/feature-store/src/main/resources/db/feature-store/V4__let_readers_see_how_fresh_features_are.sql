-- An answer says which load it takes into account, so that it can be recomputed and its age be told.
GRANT SELECT (known_at) ON feature_store.ingest TO surety_feature_reader;
