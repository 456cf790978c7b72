// Clearances that got a number.
// $rows: number, key
// plan: none
UNWIND $rows AS row
CREATE (c:Clearance {number: row.number, key: row.key})
