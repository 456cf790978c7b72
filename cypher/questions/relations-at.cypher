// The walked relations of entities, by type, with the days between which they can hold.
// $numbers, $within (numbers that the other ends are among; null: any), $kinds (places of kinds that the other
//   ends have; null: any), $levels (see `levelsOf`), $from and $to (days; null: always), $cleared
// inlined: TYPES
// rows: [type, numbers of the entities, for each: the number of the other end, whether the relation points
//   there, earliest start, latest end]
// plan: Entity(number)
UNWIND $numbers AS number
CALL (number) {
  MATCH (u:Entity {number: number})-[r:TYPES]-(v)
  USING INDEX SEEK u:Entity(number)
  WHERE r.level IN $levels AND r.clearance IN $cleared AND ($from IS NULL OR (r.startEarliest <= $to AND r.endLatest >= $from))
    AND ($within IS NULL OR v.number IN $within) AND ($kinds IS NULL OR v.number % 16 IN $kinds)
  // sourced: include parts/rests-on
  RETURN r, v.number AS other, startNode(r) = u AS out
}
WITH type(r) AS type, collect(number) AS ones, collect(other) AS others, collect(out) AS outs,
  collect(r.startEarliest) AS earliest, collect(r.endLatest) AS latest
RETURN [type, ones, others, outs, earliest, latest] AS row
