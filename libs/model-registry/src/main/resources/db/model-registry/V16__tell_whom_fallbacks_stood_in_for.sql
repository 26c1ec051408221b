-- For whom a version answered as a fallback, and when. Who looks a past answer up has to say it, and is
-- told no more of the decisions than this.
CREATE VIEW registry.stood_in AS
SELECT model_name, alias, version, answered_by, answered_from, answered_until
FROM registry.service
WHERE breaker <> 'closed' AND answered_by IS NOT NULL;

GRANT SELECT ON registry.stood_in
TO surety_model_reader, surety_trainer, surety_approver, surety_watcher;
