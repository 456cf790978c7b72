// What waits for a decision, in the orders in which it is looked through: see src/graph/waiting.ts.
CREATE INDEX waiting_item IF NOT EXISTS FOR (n:Waiting) ON (n.item, n.piece);
CREATE INDEX waiting_time IF NOT EXISTS FOR (n:Waiting) ON (n.state, n.at, n.item);
CREATE INDEX waiting_rank IF NOT EXISTS FOR (n:Waiting) ON (n.state, n.rank, n.at, n.item);
CALL db.awaitIndexes(300);
