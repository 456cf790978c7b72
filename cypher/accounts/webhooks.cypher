// Those of an account, in the order of ids.
// $account
// plan: AccountWebhook(account)
MATCH (w:AccountWebhook {account: $account})
USING INDEX SEEK w:AccountWebhook(account)
// include parts/webhook
ORDER BY id
