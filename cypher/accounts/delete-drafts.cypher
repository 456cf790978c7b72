// All of an account that goes.
// $account
// plan: AccountDraft(account)
MATCH (d:AccountDraft {account: $account})
USING INDEX SEEK d:AccountDraft(account)
DELETE d
