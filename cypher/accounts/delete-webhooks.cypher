// All of an account that goes.
// $account
// plan: AccountWebhook(account)
MATCH (w:AccountWebhook {account: $account})
USING INDEX SEEK w:AccountWebhook(account)
DELETE w
