// What waits for a decision, the surest first, of equals the oldest. What is decided with another is among it: see waiting-with.
// $state, $types, $relations with $kinds, $source, $by (each null: all), $least (a rank; null: any), $since, $until,
//   $rank, $at and $after (the place before), $limit, $cleared
// rows: id, type, at, rank (of the surest piece that is seen)
// plan: Waiting(state, rank, at, item), Waiting(item, piece)
MATCH (w:Waiting)
USING INDEX SEEK w:Waiting(state, rank, at, item)
WHERE w.state = $state AND w.rank >= $rank AND w.at >= 0 AND w.item > '' AND w.reading IN $cleared
  AND (w.rank > $rank OR w.at > $at OR (w.at = $at AND w.item > $after))
// include parts/waiting
WITH w, best WHERE w.rank = best AND (grounds > 0 OR ($source IS NULL AND $least IS NULL))
WITH DISTINCT w.item AS item, w.type AS type, w.at AS at, best ORDER BY best, at, item LIMIT $limit
RETURN [item, type, at, best] AS row
