// What waits for a decision, the newest first. What is decided with another is among it: see waiting-with.
// $state, $types, $relations with $kinds, $source, $by (each null: all), $least (a rank; null: any), $since, $until,
//   $at and $after (the place before: a moment and an id), $limit, $cleared
// rows: id, type, at, rank (of the surest piece that is seen)
// plan: Waiting(state, at, item), Waiting(item, piece)
MATCH (w:Waiting)
USING INDEX SEEK w:Waiting(state, at, item)
WHERE w.state = $state AND w.at <= $at AND w.item > '' AND (w.at < $at OR w.item < $after) AND w.piece = '' AND w.reading IN $cleared
// include parts/waiting
WITH w, best WHERE grounds > 0 OR ($source IS NULL AND $least IS NULL)
WITH w, best ORDER BY w.at DESC, w.item DESC LIMIT $limit
RETURN [w.item, w.type, w.at, best] AS row
