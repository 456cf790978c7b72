// What is shown of the notice `n`.
RETURN n.number AS number, n.id AS id, n.account AS account, n.watch AS watch, n.record AS record, n.changeset AS changeset, n.at AS at, n.found AS found
