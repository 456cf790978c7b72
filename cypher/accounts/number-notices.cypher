// Numbers for so many notices, under the lock.
// $count
// rows: before, the number before the first of them
// plan: Accounts(one)
MATCH (a:Accounts {one: 1})
USING INDEX SEEK a:Accounts(one)
WITH a, coalesce(a.notices, 0) AS before
SET a.notices = before + $count
RETURN before
