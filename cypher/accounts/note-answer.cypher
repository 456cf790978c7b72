// Under the lock: only where it was not asked again meanwhile.
// $id, $was (null: never asked), $checkedAt, $seen (JSON)
// rows: count
// plan: AccountWatch(id)
MATCH (w:AccountWatch {id: $id})
USING INDEX SEEK w:AccountWatch(id)
WHERE w.checkedAt = $was OR ($was IS NULL AND w.checkedAt IS NULL)
SET w.checkedAt = $checkedAt, w.seen = $seen
RETURN count(w) AS count
