// The walked relations that point away from entities of a stretch of numbers, by type, with the days between which
// they can hold.
// $least and $below (numbers), $kinds (places of kinds that both ends have; null: any), $levels (see
//   `levelsOf`), $from and $to (days; null: always), $cleared
// inlined: TYPES
// rows: [type, numbers of the entities, for each: the number of the other end, earliest start, latest end]
// plan: Entity(number)
MATCH (u:Entity)
USING INDEX SEEK u:Entity(number)
WHERE u.number >= $least AND u.number < $below AND ($kinds IS NULL OR u.number % 16 IN $kinds)
MATCH (u)-[r:TYPES]->(v)
WHERE r.level IN $levels AND r.clearance IN $cleared AND ($from IS NULL OR (r.startEarliest <= $to AND r.endLatest >= $from))
  AND ($kinds IS NULL OR v.number % 16 IN $kinds)
// sourced: include parts/rests-on
WITH type(r) AS type, collect(u.number) AS ones, collect(v.number) AS others,
  collect(r.startEarliest) AS earliest, collect(r.endLatest) AS latest
RETURN [type, ones, others, earliest, latest] AS row
