// Texts of works and entries.
CREATE CONSTRAINT content_id IF NOT EXISTS FOR (n:Content) REQUIRE n.id IS UNIQUE;
CREATE INDEX content_entity IF NOT EXISTS FOR (n:Content) ON (n.entity, n.position, n.id);
CALL db.awaitIndexes(300);
