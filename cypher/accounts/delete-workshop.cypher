// The workshop of an account that goes, with how to reach its contributors.
// $account
// plan: AccountWorkshop(account), AccountContributor(workshop)
MATCH (w:AccountWorkshop {account: $account})
USING INDEX SEEK w:AccountWorkshop(account)
OPTIONAL MATCH (c:AccountContributor {workshop: $account})
USING INDEX SEEK c:AccountContributor(workshop)
WITH w, collect(c) AS gone
FOREACH (c IN gone | DELETE c)
DELETE w
