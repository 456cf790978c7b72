// Clearances that were interned since.
// $from: the first number wanted
// rows: number, key
// plan: Clearance(number)
MATCH (c:Clearance)
WHERE c.number >= $from
RETURN c.number AS number, c.key AS key
ORDER BY number
