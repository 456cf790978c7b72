// After a migration.
// $form: how many the archive has had
// plan: scans Log
MATCH (log:Log)
SET log.form = CASE WHEN log.form < $form THEN $form ELSE log.form END
