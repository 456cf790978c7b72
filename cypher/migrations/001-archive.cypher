// The archive's first form. Community knows uniqueness constraints and indexes only, so that is all.

// The log: what happened, for ever.
CREATE CONSTRAINT log_one IF NOT EXISTS FOR (n:Log) REQUIRE n.one IS UNIQUE;
CREATE CONSTRAINT changeset_sequence IF NOT EXISTS FOR (n:Changeset) REQUIRE n.sequence IS UNIQUE;
CREATE CONSTRAINT changeset_id IF NOT EXISTS FOR (n:Changeset) REQUIRE n.id IS UNIQUE;
CREATE INDEX changeset_batch IF NOT EXISTS FOR (n:Changeset) ON (n.batch);
// some tens of operations to a node; see cypher/write/operations.cypher
CREATE CONSTRAINT operations_place IF NOT EXISTS FOR (n:Operations) REQUIRE n.place IS UNIQUE;

// What follows from it: heads with what they are projected to. See src/graph/neo4j/README.md.
CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
CREATE INDEX entity_number IF NOT EXISTS FOR (n:Entity) ON (n.number);
// only merged entities have the property
CREATE INDEX entity_canonical IF NOT EXISTS FOR (n:Entity) ON (n.canonical);
CREATE CONSTRAINT relation_id IF NOT EXISTS FOR (n:Relation) REQUIRE n.id IS UNIQUE;
CREATE INDEX relation_from IF NOT EXISTS FOR (n:Relation) ON (n.from, n.level, n.id);
CREATE INDEX relation_to IF NOT EXISTS FOR (n:Relation) ON (n.to, n.level, n.id);
CREATE CONSTRAINT evidence_id IF NOT EXISTS FOR (n:Evidence) REQUIRE n.id IS UNIQUE;
CREATE INDEX evidence_relation IF NOT EXISTS FOR (n:Evidence) ON (n.relation, n.id);
CREATE INDEX evidence_source IF NOT EXISTS FOR (n:Evidence) ON (n.sourceRecorded, n.id);

CREATE INDEX name_key IF NOT EXISTS FOR (n:Name) ON (n.key, n.entity);
CREATE INDEX identifier_value IF NOT EXISTS FOR (n:Identifier) ON (n.value, n.scheme, n.entity);
CREATE CONSTRAINT clearance_number IF NOT EXISTS FOR (n:Clearance) REQUIRE n.number IS UNIQUE;
CREATE CONSTRAINT tally_what IF NOT EXISTS FOR (n:Tally) REQUIRE (n.what, n.word, n.clearance) IS UNIQUE;
CREATE INDEX missing_id IF NOT EXISTS FOR (n:Missing) ON (n.id);
CALL db.awaitIndexes(300);

// Number 0 is what nobody may see.
MERGE (log:Log {one: 1})
  ON CREATE SET log.sequence = 0, log.form = 0, log.entities = 0, log.clearances = 1
MERGE (nobody:Clearance {number: 0})
  ON CREATE SET nobody.key = 'nobody';
