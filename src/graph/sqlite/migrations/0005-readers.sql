-- Who reads an entity as it stands: its audience, unless it is a draft or a proposal of somebody's. (Of relations,
-- evidence and contents there is such a number already.)
ALTER TABLE entity ADD COLUMN reading INTEGER NOT NULL DEFAULT 0;
UPDATE entity SET reading = audience;
