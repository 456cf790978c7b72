// What the archive keeps about itself: communities, protocols.
CREATE CONSTRAINT standalone_id IF NOT EXISTS FOR (n:Standalone) REQUIRE n.id IS UNIQUE;
CREATE INDEX standalone_type IF NOT EXISTS FOR (n:Standalone) ON (n.type, n.id);
CALL db.awaitIndexes(300);
