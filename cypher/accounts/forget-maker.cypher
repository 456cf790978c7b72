// What an account that goes has made goes on, without saying whose it is.
// $account
// plan: AccountWorkshop(madeBy)
MATCH (w:AccountWorkshop {madeBy: $account})
USING INDEX SEEK w:AccountWorkshop(madeBy)
REMOVE w.madeBy
