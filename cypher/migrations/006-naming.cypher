// What records of the archive's own work are about or mention: proposals, annotations, collections, distinctions.
// Communities and protocols, the only ones there were before, are not found by what they name.
CREATE INDEX naming_subject IF NOT EXISTS FOR (n:Naming) ON (n.subject, n.record);
CREATE INDEX naming_record IF NOT EXISTS FOR (n:Naming) ON (n.record);
CALL db.awaitIndexes(300);
